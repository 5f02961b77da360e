#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ELF files as linkers, strip and objcopy write them. Linux starts every file that it has
# always started. The resource table in such a file may be no table: a section of no
# bytes, a section without bytes in the file, or zeros.
#
# timeout: 60
# log: no resource table found for this firmware
. /lib/elf.sh

plan 19

file=/lib/firmware/layout.elf

# starts FIRMWARE: without a vdev
starts()
{
	fw "$1"
	start && is running && no_vdev && stop
}

answers()	# FIRMWARE
{
	fw "$1"
	start && ping_raw -n 20 && stop
}

no_table()
{
	mark
	starts "$1" && log_has 'no resource table found for this firmware'
}

like()	# FIRMWARE
{
	cp "/lib/firmware/$1.elf" $file
}

check "a section of no bytes" no_table empty-table
check "a section that is not loaded" no_table table-noload
like no-vdev
put $file $(($(section $file .resource_table) + 4)) 4 8
check "a section without bytes in the file" no_table layout
fw-table /lib/firmware/no-vdev.elf $file ver=0 num=0
check "zeros" no_table layout
fw-table /lib/firmware/no-vdev.elf $file num=0 size=16
check "a table of no entries" starts layout
like echo
put $file $(($(section $file .resource_table) + 20)) 4 0
check "a table that the section does not include" no_table layout
like echo
put $file 32 4 0	# e_shoff
put $file 48 4 0	# e_shnum, e_shstrndx
check "no section headers" no_table layout
put $file 50 2 3
check "no section headers, and a number of that with the names" no_table layout
like echo
put $file 50 2 0
check "no section names" no_table layout
like echo
put $file "$(section $file .resource_table)" 4 1
check "a section of another name" no_table layout

check "debugging information" answers echo-debug
check "no symbols" answers echo-stripped
check "segments at offsets of 64 KiB" answers echo-aligned
like echo
put $file 42 2 0	# e_phentsize
put $file 46 2 0	# e_shentsize
check "no sizes of headers" answers layout
head -c 100 /dev/zero >> $file
check "bytes behind the end" answers layout
like echo
put $file $(($(section $file .resource_table) + 8)) 4 0
check "a section without flags" answers layout
put $file 18 2 0	# e_machine
put $file 20 4 0	# e_version
put $file 16 2 0	# e_type
check "for no machine, of no version, of no type" answers layout
check "echo as it is" answers echo
check_leaks
ktap_finished
