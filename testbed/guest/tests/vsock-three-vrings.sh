#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A socket device: a legacy vdev with three vrings of different sizes and a region for
# each. Its driver probes and fills the vrings. The M4 has mailbox channels for two of
# them.
#
# dt: three-vring-regions
# loops: 10 500
# timeout: 40
# log: ^remoteproc remoteproc0: can't notify vring 2: mailboxes serve vrings 0 to 1 only$
. /lib/rproc.sh

plan $((LOOPS * 5 + 2))

bound_to_vsock()
{
	set -- /sys/bus/virtio/drivers/vmw_vsock_virtio_transport/virtio[0-9]*
	[ -e "$1" ]
}

# From the table in use: the vdev's notify id, then size and notifyid of each vring.
vrings()
{
	found=$(grep -E 'Number of buffers|Notify ID' "$D/resource_table" | grep -o '[0-9]*$' | xargs)
	[ "$found" = "0 8 0 16 1 4 2" ] && return
	ktap_print_msg "expected 0 8 0 16 1 4 2, found: $found"
	return 1
}

must "nobody has it" fails bound_to_vsock
fw vsock
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "virtio_vsock has the device $i" wait_for 5 "the driver" bound_to_vsock
	check "three vrings, with a size and a notifyid each $i" vrings
	must "stop $i" stop
	check "it has gone $i" eval 'fails bound_to_vsock && no_vdev'
done
check_leaks
ktap_finished
