#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two vdevs, and the first one floods. An overlay removes the second one, which must not
# wait for a callback of the first one.
#
# dt: vdev0-only
# loops: 1 20
# timeout: 90
# log: overlay: loading out-of-tree module taints kernel
# log: ^virtio_rpmsg_bus virtio[0-9]+: 
# log: ^rpmsg_recv_single: [0-9]+ callbacks suppressed
. /lib/hostile.sh

plan $((LOOPS * 5 + 2))

must "the module loads" insmod /lib/modules/overlay.ko
for i in $(seq "$LOOPS"); do
	must "the overlay is applied $i" overlay vdev1.dtbo
	fw hostile-jump2
	must "start $i" start
	check "a flood $i" wait_for 5 "the flood" trace_has "scribbles used index"
	must "the second vdev goes meanwhile $i" eval "in_flood overlay remove && gone 1"
	must "a stop that ends the flood $i" in_flood stop
done
check_leaks
ktap_finished
