# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests of ELF files with something wrong in them: numbers in 32-bit images.
# shellcheck source=/dev/null
. /lib/rproc.sh

get16()	# FILE OFFSET
{
	od -A n -t u2 -j "$2" -N 2 "$1" | tr -d ' '
}

get32()	# FILE OFFSET
{
	od -A n -t u4 -j "$2" -N 4 "$1" | tr -d ' '
}

le()	# BYTES VALUE: little-endian, on standard output
{
	bytes=$1 value=$2
	while [ $((bytes -= 1)) -ge 0 ]; do
		# shellcheck disable=SC2059 # an escape sequence is intended
		printf "\\$(printf %o $((value & 255)))"
		value=$((value >> 8))
	done
}

put()	# FILE OFFSET BYTES VALUE
{
	le "$3" "$4" | dd of="$1" bs=1 seek="$2" conv=notrunc 2> /dev/null
}

# section FILE NAME: where the header of that section is
section()
{
	headers=$(get32 "$1" 32)
	count=$(get16 "$1" 48)
	names=$(get32 "$1" $((headers + $(get16 "$1" 50) * 40 + 16)))
	while [ $((count -= 1)) -ge 0 ]; do
		name=$((names + $(get32 "$1" $((headers + count * 40)))))
		[ "$(tail -c +$((name + 1)) "$1" | head -c ${#2})" = "$2" ] || continue
		echo $((headers + count * 40))
		return 0
	done
	return 1
}

# refused FIRMWARE REGEX: that does not start, for that reason; a good one does
refused()
{
	mark
	fw "$1"
	check "$1 does not start" fails start
	check "the log says why" expect_log "$2"
	check "offline, without memory" eval "is offline && ! grep -q . $D/carveout_memories"
	fw echo
	check "a good one starts, answers, stops" eval "start && ping_raw -n 20 && stop"
}

# --- ELF files with another section for the resource table, or none ---------------

layout=/lib/firmware/layout.elf

like()	# FIRMWARE: as layout.elf, to be changed
{
	cp "/lib/firmware/$1.elf" $layout
}

change()	# OFFSET BYTES VALUE: in layout.elf
{
	put $layout "$@"
}

change_section()	# OFFSET BYTES VALUE: in the header of the table's section there
{
	put $layout $(($(section $layout .resource_table) + $1)) "$2" "$3"
}

# moved FIRMWARE ADDRESS FLAGS: select it, with these in the header of the table's section
moved()
{
	like "$1"
	change_section 12 4 "$2"
	change_section 8 4 "$3"
	fw layout
	mark
}

# starts FIRMWARE: without a vdev
starts()
{
	fw "$1"
	start && is running && no_vdev && [ -z "$(ls /sys/bus/virtio/devices)" ] && stop
}

no_table()	# FIRMWARE: starts, and the log says that it has none
{
	mark
	starts "$1" && log_has 'no resource table found for this firmware'
}

# empty_tables: 8 results, of sections .resource_table that are no table, or an empty one
empty_tables()
{
	check "a section of no bytes" no_table empty-table
	check "a section that is not loaded" no_table table-noload
	like no-vdev
	change_section 4 4 8
	check "a section without bytes in the file" no_table layout
	fw-table /lib/firmware/no-vdev.elf $layout ver=0 num=0
	check "zeros" no_table layout
	fw-table /lib/firmware/no-vdev.elf $layout num=0
	check "a table of no entries" starts layout
	fw-table /lib/firmware/no-vdev.elf $layout num=0 size=16
	check "a table of no entries and no more bytes" starts layout
	like echo
	change_section 20 4 0
	check "a table that the section does not include" no_table layout
	like echo
	change_section 0 4 1
	check "a section of another name" no_table layout
}
