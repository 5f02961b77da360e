#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A bus that reaches DDR as well as the regions of vdev@0 in SRAM. Firmware with carveout
# entries for vdev@0 gets these regions, wherever Linux could allocate memory instead.
# Then vdev@0 has regions in DDR, as i.MX boards have them. Vrings need no compatible. In
# the order of these boards, with the pool first, the last region is no pool: no boot.
#
# dt: reach
# timeout: 60
# log: overlay: loading out-of-tree module taints kernel
# log: could not locate channel named "vq[01]"$
# log: ^remoteproc remoteproc0: cannot get vq[01] mbox$
# log: /ahb/m4@10000000/vdev@0: region vdev0vring1@da008000
# log: probe with driver rproc-virtio failed with error -22
# log: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22
# log: Failed to process resources: -22
# log: Boot failed: -22
. /lib/dt-bad.sh

plan 16

must "the module loads" insmod /lib/modules/overlay.ko
must "regions in SRAM" overlay reach-sram.dtbo
check "entries before the vdev" answers_in_regions carveouts-first
check "for the buffers alone" answers_in_regions carveout-buffer
check "for one vring alone" answers_in_regions carveout-vring1
check "after the vdev" answers_in_regions carveouts-last
must "regions in DDR" eval "overlay remove && overlay reach-ddr.dtbo"
fw echo
check "messages" eval "start && echoes 0"
check "vrings and buffers in the regions" eval \
	"vring_at 0 0 da000000 0 && vring_at 0 1 da008000 1 && buffers_at 0 da400000"
check "stop" stop
must "the pool first" eval "overlay remove && mark && overlay reach-order.dtbo"
fw echo
check "start fails" start_fails "Invalid argument"
check "nothing is left" nothing_left
fw no-vdev
check "firmware without a vdev starts" eval "start && stop"
check "the log says why, once" once \
	'/ahb/m4@10000000/vdev@0: region vdev0vring1@da008000 .mem 0xda008000-0xda00ffff. cannot be a pool: -22: expected the compatible "shared-dma-pool" with no-map, found none$'
check_leaks
ktap_finished
