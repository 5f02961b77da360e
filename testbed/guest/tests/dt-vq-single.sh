#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# One mailbox channel, "vq", for both vrings of vdev@0.
#
# dt: vq-single
# loops: 3 200
# timeout: 30
. /lib/dt.sh

plan $((LOOPS + 5))

fw echo-vq
must "start" start
check "messages" echoes 0
check "the M4 has both vrings on channel 0" eval \
	"trace_has '^vdev0 vring0 .* channel 0$' && trace_has '^vdev0 vring1 .* channel 0$'"
check "stop" stop
for i in $(seq "$LOOPS"); do
	check "start, messages, stop: $i" round 0
done
check_leaks
ktap_finished
