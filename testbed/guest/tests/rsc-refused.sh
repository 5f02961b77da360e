#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Entries of the resource table that Linux cannot fulfil. The log gives the entry and what
# is wrong with it. Entries for the memory of a vdev are accepted before and after the
# vdev's entry.
#
# timeout: 60
# log: devmem rsc L4_PERIPHERAL
# log: failed to allocate dma memory: len 0x20000
# log: Unable to allocate carveout ELF_COUT: -12
# log: carveout ELF_COUT \(da 0x10000000, len 0x20000\) overlaps
# log: Registered carveout vdev0vring1 doesn't fit da request
# log: carveout vdev0vring1 has a second entry in the resource table
# log: Failed to process resources: -22
# log: Failed to allocate associated carveouts: -12
# log: Boot failed: -(12|22)
. /lib/dt-bad.sh

plan 14

answers()	# FIRMWARE
{
	fw "$1"
	start && ping_raw -n 20 && stop
}

mark
fw devmem
check "a mapping without an IOMMU" start_fails "Invalid argument"
check "the log says which" log_has \
	'devmem rsc L4_PERIPHERAL \(pa 0x48000000, len 0x100000\) needs an IOMMU, m4 has none$'
fw carveout-code
check "memory that is another region's" start_fails "Cannot allocate memory"
check "the log says whose" log_has \
	'carveout ELF_COUT \(da 0x10000000, len 0x20000\) overlaps carveout mcuram2 \(da 0x10000000, len 0x40000\)$'
mark
fw carveout-elsewhere-last
check "memory of the vdev, but elsewhere" start_fails "Invalid argument"
check "the log says where" log_has \
	"Registered carveout vdev0vring1 doesn't fit da request: 0x10047000\+0x1000 not in 0x10041000\+0x1000\$"
fw carveout-twice
check "two entries of a name" start_fails "Invalid argument"
check "the log says which" log_has 'carveout vdev0vring1 has a second entry in the resource table$'
check "nothing is left" nothing_left
check "memory of the vdev, in front of it" answers carveouts-first
check "and behind it" answers carveouts-last
check "an entry for the buffers alone" answers carveout-buffer
check "for one vring alone" answers carveout-vring1
check_leaks
ktap_finished
