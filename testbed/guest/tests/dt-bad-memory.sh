#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Memory that exists, but cannot hold a vring: too large to be mapped, at another address
# for the M4 than for Linux, or at an odd address. Each case has its own node of vdev@0.
#
# dt: bad-memory
# timeout: 30
# log: ^overlay: loading out-of-tree module taints kernel\.$
# log: ^vm(ap allocation|alloc_node_range) for size [0-9]+ failed
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 0: cannot map region vring@60000000 \[mem 0x60000000-0x7fffffff\]$
# log: ^remoteproc remoteproc0: Failed to process resources: -12$
# log: ^remoteproc remoteproc0: Boot failed: -12$
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 0 got device address 0x0*[89][0-9a-f]{7}, which is not its physical address$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
# log: ^remoteproc remoteproc0: vdev0vring0: memory at da 0x10046008 is not aligned to 16$
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: the virtio driver has failed; its pool vdev0buffer@10042000 \[mem 0x10042000-0x10045fff\] has 0x4000 bytes, of which vrings take 0x0$
# log: ^virtio_rpmsg_bus virtio[0-9]+: probe with driver virtio_rpmsg_bus failed with error -22$
. /lib/dt-bad.sh

plan 12

# The M4 boots, and has no rpmsg.
starts_without_rpmsg()
{
	start || return 1
	set -- "$(vdev 0)"/virtio[0-9]*
	[ -e "$1" ] && [ ! -e "$1/driver" ] && stop
}

must "the module loads" insmod /lib/modules/overlay.ko
fw echo
for bad in "huge start_fails 'Cannot allocate memory'" \
		"system start_fails 'Invalid argument'" "odd starts_without_rpmsg"; do
	must "the node comes: ${bad%% *}" overlay "bad-memory-${bad%% *}.dtbo"
	check "start" eval "${bad#* }"
	check "nothing is left behind, and the node goes" eval "nothing_left && overlay remove"
done
check "the log says why, each time" all_said
check_leaks
ktap_finished
