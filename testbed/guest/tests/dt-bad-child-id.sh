#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The child of a vdev's node is for a virtio device of another kind. The kernel logs that,
# and the device works without a node of its own.
#
# dt: bad-child-id
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0/gpio: expected the compatible "virtio,device22", it is not used$
. /lib/dt-bad.sh

plan 6

no_own_node()
{
	set -- "$(vdev 0)"/virtio[0-9]*
	[ -e "$1" ] && [ ! -e "$1/of_node" ]
}

adapter()
{
	set -- "$(vdev 0)"/virtio[0-9]*/i2c-[0-9]*
	[ -e "$1" ]
}

check "the log says what is wrong with it" all_said
fw i2c
must "start" start
check "the virtio device has no node" no_own_node
check "the adapter is there" wait_for 5 "the adapter" adapter
check "stop, nothing is left behind" eval "stop && nothing_left"
check_leaks
ktap_finished
