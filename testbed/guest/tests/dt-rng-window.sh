#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An entropy source whose firmware checks its descriptors. With the board's device tree,
# all that Linux queues is in the vdev's region. One buffer is always queued. It is given
# back when the device is removed, so nothing is left in the region after many stops.
#
# dt: rng
# loops: 8 1000
# timeout: 60
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 4 + 1))

fw rng-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "random bytes" random_bytes
	check "all buffers are in the region" stays_inside
	must "stop $i" stop
done
check_leaks
ktap_finished
