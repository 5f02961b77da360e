#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A console with three ports, whose remote does not even read the control queue. Neither
# the boot nor the stop waits for the remote.
#
# dt: console8
# loops: 2 50
# timeout: 40
. /lib/hostile.sh

plan $((LOOPS * 3 + 1))

has_console()
{
	set -- /sys/bus/virtio/drivers/virtio_console/virtio*
	[ -e "$1" ]
}

fw console8-deaf
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "there is a console $i" has_console
	check "stop $i" stops
done
check_leaks
ktap_finished
