#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An entropy source that never answers. The queued buffer is unmapped when the device is
# removed.
#
# dt: rng
# loops: 3 1000
# timeout: 30
. /lib/dt.sh

plan $((LOOPS * 3 + 1))

fw rng-deaf
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "virtio_rng has the device $i" wait_for 5 "virtio_rng as the entropy source" \
		grep -q virtio_rng /sys/class/misc/hw_random/rng_available
	must "stop $i" stop
done
check_leaks
ktap_finished
