#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@0 is in the device tree. vdev 1 of the table is not, so it is a legacy vdev. The
# M4's driver has no mailbox channel for the notifyids of vdev 1, so only messages through
# vdev@0 flow.
#
# dt: mixed
# timeout: 30
# log: can't notify vring [23]: mailboxes serve vrings 0 to 1 only
. /lib/dt.sh

plan 7

legacy_started()
{
	set -- "$R"/rproc-virtio.*.auto/virtio[0-9]*
	[ -e "$1" ]
}

fw echo2
must "start" start
check "messages through vdev@0" echoes 0
check "one legacy vdev, started" eval "legacy_vdevs_are 1 && legacy_started"
check "with the memory that the M4's regions have by name" eval \
	"carveouts | grep -q '^vdev1vring0 0x10046000 ' && carveouts | grep -q '^vdev1vring1 0x10047000 '"
check "stop" stop
check "start, messages, stop" round 0
check_leaks
ktap_finished
