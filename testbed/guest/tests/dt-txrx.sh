#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A mailbox channel for each direction, "tx" and "rx", for both vrings of vdev@0.
#
# dt: txrx
# loops: 3 1000
# timeout: 30
. /lib/dt.sh

plan $((LOOPS + 6))

fw echo-txrx
must "start" start
check "messages" echoes 0
check "the M4 has both vrings on channel 1" eval \
	"trace_has '^vdev0 vring0 .* channel 1$' && trace_has '^vdev0 vring1 .* channel 1$'"
check "the channel that rings Linux is never rung by it" fails trace_has 'Linux rang on channel'
check "stop" stop
for i in $(seq "$LOOPS"); do
	check "start, messages, stop: $i" round 0
done
check_leaks
ktap_finished
