#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev 0 is legacy, vdev@1 is in the device tree: messages through both.
#
# dt: mixed-second
# loops: 3 200
# timeout: 30
. /lib/dt.sh

plan $((LOOPS * 6 + 1))

legacy_raw()
{
	raw_below "$(echo "$R"/rproc-virtio.*.auto)"
}

legacy_echoes()
{
	wait_for 5 "rpmsg-raw of the legacy vdev" legacy_raw > /dev/null &&
		rpmsg-ping -n 200 -s 64 "$(legacy_raw)"
}

fw echo2
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "messages through vdev@1" echoes 1
	check "one legacy vdev" legacy_vdevs_are 1
	check "messages through it" legacy_echoes
	check "notifyids in table order" eval \
		"vring_at 0 0 10040000 0 && vring_at 0 1 10041000 1 &&
		 vring_at 1 0 10046000 2 && vring_at 1 1 10047000 3"
	must "stop $i" stop
done
check_leaks
ktap_finished
