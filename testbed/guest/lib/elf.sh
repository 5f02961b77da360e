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
