#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An entropy source whose firmware watches its descriptors: with the board's device tree,
# all that Linux queues is in the vdev's region. The buffer that is always queued is given
# back when the device goes: nothing is left in the region after many stops.
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
