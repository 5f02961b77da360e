#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A 64-bit image with one segment that begins 4 KiB before the image: the sum of its
# offset and its size is 0. The image is refused. Linux used to copy from before the
# image.
#
# timeout: 30
# log: no resource table found for this firmware
# log: truncated fw: need 0x[0-9a-f]+\+0x[0-9a-f]+ avail 0x[0-9a-f]+
# log: Failed to load program segments: -22
# log: Boot failed: -22
. /lib/elf.sh

plan 5

{
	# the header: 64 bits, little-endian, version 1; EXEC, ARM, version 1
	printf '\177ELF\002\001\001'
	le 9 0
	le 2 2
	le 2 40
	le 4 1
	le 8 0		# e_entry
	le 8 64		# e_phoff
	le 8 0		# e_shoff
	le 4 0
	le 2 64
	le 2 56
	le 2 1		# e_phnum
	le 2 64
	le 2 0
	le 2 0
	# the program header: LOAD, RWX
	le 4 1
	le 4 7
	le 8 -4096	# p_offset
	le 8 0
	le 8 $((0x10000000))
	le 8 4096	# p_filesz
	le 8 4096
	le 8 4
	le 64 0
} > /lib/firmware/offset64.elf
refused offset64 'truncated fw: need 0xfffffffffffff000\+0x1000'
check_leaks
ktap_finished
