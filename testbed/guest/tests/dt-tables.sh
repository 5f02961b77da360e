#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# elf-layouts, table-out-of-reach, rsc-refused and vring-address with vdev@0 in the device
# tree. Firmware without a table starts and vdev@0 is not used. Firmware whose table Linux
# cannot fulfil is refused, and the log gives the reason.
#
# dt: rproc-vdev
# timeout: 60
# log: no resource table found for this firmware
# log: resource table at da 0x(0|70000000) is outside the memory of m4
# log: devmem rsc L4_PERIPHERAL
# log: failed to allocate dma memory: len 0x20000
# log: Unable to allocate carveout ELF_COUT: -12
# log: carveout ELF_COUT \(da 0x10000000, len 0x20000\) overlaps
# log: /ahb/m4@10000000/vdev@0: vring 0 has device address 0x10040000
# log: Failed to process resources: -22
# log: Failed to allocate associated carveouts: -12
# log: Boot failed: -(12|22)
. /lib/elf.sh
. /lib/dt-bad.sh

plan 23

# out_of_reach ADDRESS FLAGS: of the section with the table
out_of_reach()
{
	moved echo "$1" "$2"
	check "the table is at $1: starts" start
	check "the warning" log_has "resource table at da $1 is outside the memory of m4"
	check "the M4 runs" eval "wait_for 5 'a trace' trace_has . && stop && no_log 'shutdown without ack'"
}

# refuses FIRMWARE ERROR REGEX
refuses()
{
	mark
	fw "$1"
	check "$1: start fails: $2" start_fails "$2"
	check "$1: the log says why" log_has "$3"
}

empty_tables
out_of_reach 0x70000000 3
out_of_reach 0x0 0
refuses devmem "Invalid argument" \
	'devmem rsc L4_PERIPHERAL \(pa 0x48000000, len 0x100000\) needs an IOMMU, m4 has none$'
refuses carveout-code "Cannot allocate memory" \
	'carveout ELF_COUT \(da 0x10000000, len 0x20000\) overlaps carveout mcuram2 \(da 0x10000000, len 0x40000\)$'
refuses bad-da-inside "Invalid argument" \
	'/ahb/m4@10000000/vdev@0: vring 0 has device address 0x10040000, the firmware requests 0x10040800$'
check "nothing is left" nothing_left
fw echo
check "start, messages, stop" round 0
check_leaks
ktap_finished
