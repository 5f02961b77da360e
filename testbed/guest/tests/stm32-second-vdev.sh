#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with two vdevs on a device tree that has mailboxes for one vdev, memory for the
# vrings of both, and memory for the buffers of one. The second vdev does not get the M4's
# own memory for its buffers, and its kick causes no warning with a back trace. Linux logs
# errors that name what is missing. The first vdev works.
#
# dt: legacy-vring-regions
# log: rproc-virtio\.[0-9]*\.auto: no memory region vdev1buffer
# log: can't notify vring [23]
# log: virtio_rpmsg_bus virtio[0-9]*: no memory for 32 buffers: need 0x4000 bytes in one piece
# log: virtio_rpmsg_bus virtio[0-9]*: probe with driver virtio_rpmsg_bus failed
# loops: 3 100
# timeout: 30
. /lib/rproc.sh

plan $((LOOPS * 5 + 7))

mark
fw echo2
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "retram stays the M4's" no_log 'assigned reserved memory node retram'
	check "the first vdev echoes" ping_raw -n 100
	# The M4 has looked at it by now.
	check "the vector table is in order" fails trace_has 'vector'
	must "stop $i" stop
done

# An entropy source needs no such buffers, and kicks at once.
fw echo-rng
must "start with an entropy source" start
check "the kick is refused" expect_log "can't notify vring 2"
check "the first vdev echoes" ping_raw -n 100
must "stop" stop

check "the vring and the reason are named" log_has "can't notify vring 2: mailboxes serve vrings 0 to 1 only"
check "the missing region is named" log_has 'no memory region vdev1buffer'
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
