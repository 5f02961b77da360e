#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Vdevs of two kinds and lengths in the device tree: an rpmsg bus, then an entropy source
# with one vring.
#
# dt: echo-rng
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

fw echo-rng
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "messages" echoes 0
	check "random bytes" random_bytes
	check "memory and notifyids" eval \
		"vring_at 0 0 10040000 0 && vring_at 0 1 10041000 1 && vring_at 1 0 10046000 2"
	must "stop $i" stop
done
check_leaks
ktap_finished
