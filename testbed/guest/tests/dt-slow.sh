#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 acknowledges a doorbell up to 5 ms late, while messages are sent as fast as
# possible. Kicks in that time send no message to the mailbox, no wake-up is lost, and all
# messages come back in order.
#
# dt: rproc-vdev
# loops: 2000 100000
# timeout: 60
. /lib/dt.sh

plan 5

fw slow
must "start" start
must "$LOOPS messages, in order" eval "ping_of 0 -n $LOOPS -i 12 -w 20000 > /tmp/ping"
cat /tmp/ping
# Each doorbell that is acknowledged is an interrupt, each that the M4 rings is one.
per_message=$(sed -n 's/.*interrupts=\([0-9]*\)\.\([0-9]*\).*/\1\2/p' /tmp/ping)
check "less than a doorbell a message" [ "$per_message" -lt 100 ]
check "stop" stop
check_leaks
ktap_finished
