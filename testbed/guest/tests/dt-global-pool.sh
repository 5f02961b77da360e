#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two vdevs in the device tree that share one pool.
#
# dt: global-pool
# loops: 3 200
# timeout: 30
. /lib/dt.sh

plan $((LOOPS + 6))

fw echo2
must "start" start
check "messages through both" echoes 0 1
check "vrings and buffers of vdev@0 in the pool" eval \
	"vring_at 0 0 1004.... 0 && vring_at 0 1 1004.... 1 && buffers_at 0 1004...."
check "vrings and buffers of vdev@1 in the pool" eval \
	"vring_at 1 0 1004.... 2 && vring_at 1 1 1004.... 3 && buffers_at 1 1004...."
check "stop" stop
for i in $(seq "$LOOPS"); do
	check "start, messages, stop: $i" round 0 1
done
check_leaks
ktap_finished
