#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev nodes with one error each, as boards have had them. One error in the log gives what
# was expected and what was found, and nothing is left behind. Linux used to hand out
# overlapping memory twice, and to turn a vdev into a legacy one without a message.
#
# dt: nodes
# timeout: 90
# log: overlay: loading out-of-tree module taints kernel
# log: OVERLAP DETECTED
# log: ^(buffer|vring|pool|vdev0\w+|mcuram2|mcuram)@[0-9a-f]+ \(0x[0-9a-f]+--0x[0-9a-f]+\) overlaps with
# log: OF: overlay: WARNING: memory leak will occur if overlay removed, property: /ahb/m4@10000000/
# log: region \S+ \[mem 0x[0-9a-f]+-0x[0-9a-f]+\] overlaps
# log: cannot be a pool: -22: expected the compatible "shared-dma-pool" with no-map, found none
# log: expected a reg of one cell, found 2
# log: mboxes cannot be parsed: -22
# log: platform 10000000.m4:vdev@0: deferred probe pending: platform: wait for supplier /cpus/cpu@0$
# log: OF: /ahb/m4@10000000/vdev@0: could not get #mbox-cells for /cpus/cpu@0
# log: could not locate channel named "vq[01]"$
# log: ^remoteproc remoteproc0: cannot get vq[01] mbox$
# log: probe with driver rproc-virtio failed with error -22
# log: memory-region 2 is disabled: -19
# log: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -(19|22)
# log: failed to allocate dma memory: len 0x1000
# log: Unable to allocate carveout vdev0vring0: -12
# log: Failed to allocate associated carveouts: -12
# log: Failed to process resources: -(19|22)
# log: Boot failed: -(12|19|22)
. /lib/dt-bad.sh

plan 43

node=/ahb/m4@10000000/vdev@0

# bad NODE ERROR REGEX [FIRMWARE]: a start with that node
bad()
{
	mark
	must "$1" overlay "nodes-$1.dtbo"
	fw "${4:-echo}"
	check "$1: start fails: $2" start_fails "$2"
	check "$1: the log says why" log_has "$3"
	check "$1: nothing is left" eval "nothing_left && overlay remove && gone 0 && gone 1"
}

# final NODE ERROR REGEX: a node that no later boot can use, so it is not tried again
final()
{
	must "$1" overlay "nodes-$1.dtbo"
	mark
	fw echo
	check "$1: start fails: $2" start_fails "$2"
	fw no-vdev
	check "$1: firmware without a vdev starts" eval "start && stop"
	check "$1: the log says why, once" once "$3"
	check "$1: the node goes" eval "overlay remove && gone 0"
}

must "the module loads" insmod /lib/modules/overlay.ko
inval="Invalid argument"
bad overlap-vrings "$inval" \
	"$node: region buffer@10040000 .mem 0x10040000-0x10047fff. overlaps region vdev0vring0@10040000 .mem 0x10040000-0x10040fff. of $node\$"
bad overlap-buffer "$inval" \
	"$node: region vdev0buffer@10042000 .mem 0x10042000-0x10045fff. overlaps region vring@10045000 .mem 0x10045000-0x10045fff. of $node\$"
bad overlap-code "$inval" \
	"$node: region pool@10020000 .mem 0x10020000-0x10027fff. overlaps region mcuram2@10000000 .mem 0x10000000-0x1003ffff. of /ahb/m4@10000000\$"
bad overlap-other "$inval" \
	"${node%0}1: region buffer@10040000 .mem 0x10040000-0x10047fff. overlaps region vdev0vring0@10040000 .mem 0x10040000-0x10040fff. of $node\$" \
	echo2
bad reg-1 "Cannot allocate memory" \
	'vdev 0 is a legacy one: no vdev node has reg 0 and the compatible "rproc-virtio"$'
bad compatible "Cannot allocate memory" \
	'vdev 0 is a legacy one: no vdev node has reg 0 and the compatible "rproc-virtio"$'
bad two-cells "$inval" "$node: expected a reg of one cell, found 2\$"
bad mbox-cell "$inval" "$node: mboxes cannot be parsed: -22\$"
final plain-pool "$inval" \
	"$node: region buffer@10048000 .mem 0x10048000-0x1004bfff. cannot be a pool: -22: expected the compatible \"shared-dma-pool\" with no-map, found none\$"
final disabled-pool "No such device" "$node: memory-region 2 is disabled: -19\$"
ktap_finished
