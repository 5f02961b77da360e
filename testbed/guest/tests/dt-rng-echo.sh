#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Vdevs of two kinds and lengths in the device tree: an entropy source with one vring,
# then an rpmsg bus.
#
# dt: rng-echo
# loops: 3 200
# timeout: 30
. /lib/dt.sh

plan $((LOOPS * 5 + 1))

random_bytes()
{
	wait_for 5 "virtio_rng as the entropy source" \
		grep -q virtio_rng /sys/class/misc/hw_random/rng_current &&
		[ "$(timeout 5 head -c 64 /dev/hwrng | wc -c)" = 64 ]
}

fw rng-echo
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "messages" echoes 1
	check "random bytes" random_bytes
	check "memory and notifyids" eval \
		"vring_at 0 0 10046000 0 && vring_at 1 0 10040000 1 && vring_at 1 1 10041000 2"
	must "stop $i" stop
done
check_leaks
ktap_finished
