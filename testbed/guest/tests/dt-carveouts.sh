#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with carveout entries for a vdev that has a node, before or after the vdev's
# own entry. The entries get the regions of the node, or the boot is refused. Entries
# before the vdev's used to get no memory.
#
# dt: rproc-vdev
# timeout: 60
# log: Registered carveout vdev0vring1 doesn't fit da request: 0x10047000\+0x1000 not in 0x10041000\+0x1000
# log: /ahb/m4@10000000/vdev@0: carveout vdev0vring1 of the resource table
# log: Failed to process resources: -(12|22)
# log: Boot failed: -(12|22)
. /lib/dt-bad.sh

plan 12

check "before the vdev" answers_in_regions carveouts-first
check "after it" answers_in_regions carveouts-last
check "for the buffers alone" answers_in_regions carveout-buffer
check "for one vring alone" answers_in_regions carveout-vring1
check "at any address" answers_in_regions carveouts-any
mark
fw carveout-elsewhere
check "memory elsewhere" start_fails "Invalid argument"
check "the log says which" log_has \
	"/ahb/m4@10000000/vdev@0: carveout vdev0vring1 of the resource table \(da 0x10047000, len 0x1000\) does not fit the memory of the vdev \(da 0x10041000, len 0x1000\)\$"
mark
fw carveout-elsewhere-last
check "memory elsewhere, after the vdev" fails start
check "the log says which" log_has \
	"Registered carveout vdev0vring1 doesn't fit da request: 0x10047000\+0x1000 not in 0x10041000\+0x1000\$"
check "nothing is left" nothing_left
check "before the vdev, again" answers_in_regions carveouts-first
check_leaks
ktap_finished
