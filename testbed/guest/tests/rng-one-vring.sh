#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A vdev with a single vring (an entropy source). The M4 delivers bytes, and it stops and
# starts repeatedly. Linux used to look for a second vring at the stop, and oopsed.
#
# loops: 20 1000
# timeout: 30
. /lib/rproc.sh

plan $((LOOPS + 3))

rng=/sys/class/misc/hw_random

in_use()
{
	grep -q virtio_rng $rng/rng_current
}

once()
{
	start && wait_for 5 "virtio_rng as the entropy source" in_use || return 1
	bytes=$(timeout 5 head -c 64 /dev/hwrng | wc -c)
	[ "$bytes" = 64 ] || { ktap_print_msg "$bytes of 64 bytes"; return 1; }
	stop
}

different()
{
	start && wait_for 5 "virtio_rng as the entropy source" in_use || return 1
	one=$(head -c 16 /dev/hwrng | md5sum)
	two=$(head -c 16 /dev/hwrng | md5sum)
	stop && [ "$one" != "$two" ]
}

fw rng
for i in $(seq "$LOOPS"); do
	must "start, 64 bytes, stop: $i" once
done
check "the bytes differ" different
check "the entropy source is gone" fails in_use
check_leaks
ktap_finished
