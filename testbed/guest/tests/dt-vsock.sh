#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A socket device in the device tree, whose driver fills two of its three vrings and gets
# nothing back: when the device goes, all buffers are unmapped, or the pool would be used
# up after a few rounds.
#
# dt: vsock
# loops: 8 1000
# timeout: 40
. /lib/dt.sh

plan $((LOOPS * 3 + 1))

bound_to_vsock()
{
	set -- /sys/bus/virtio/drivers/vmw_vsock_virtio_transport/virtio[0-9]*
	[ -e "$1" ]
}

fw vsock
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "virtio_vsock has the device $i" wait_for 5 "the driver" bound_to_vsock
	must "stop $i" stop
done
check_leaks
ktap_finished
