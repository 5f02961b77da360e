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

plan 20

answers()	# FIRMWARE
{
	fw "$1"
	start && ping_raw -n 20 && stop
}

empty_tables
like echo
change 32 4 0	# e_shoff
change 48 4 0	# e_shnum, e_shstrndx
check "no section headers" no_table layout
change 50 2 3
check "no section headers, and a number of that with the names" no_table layout
like echo
change 50 2 0
check "no section names" no_table layout

check "debugging information" answers echo-debug
check "no symbols" answers echo-stripped
check "segments at offsets of 64 KiB" answers echo-aligned
like echo
change 42 2 0	# e_phentsize
change 46 2 0	# e_shentsize
check "no sizes of headers" answers layout
head -c 100 /dev/zero >> /lib/firmware/layout.elf
check "bytes behind the end" answers layout
like echo
change_section 8 4 0
check "a section without flags" answers layout
change 18 2 0	# e_machine
change 20 4 0	# e_version
change 16 2 0	# e_type
check "for no machine, of no version, of no type" answers layout
check "echo as it is" answers echo
check_leaks
ktap_finished
