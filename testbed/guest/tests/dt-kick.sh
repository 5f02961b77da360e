#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@0 has no mailbox: the kick of the M4's driver rings the M4's own channels.
#
# dt: kick
# loops: 3 200
# timeout: 30
. /lib/dt.sh

plan $((LOOPS + 4))

fw echo
must "start" start
check "messages" echoes 0
check "stop" stop
for i in $(seq "$LOOPS"); do
	check "start, messages, stop: $i" round 0
done
check_leaks
ktap_finished
