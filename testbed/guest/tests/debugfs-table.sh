#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 changes the resource table that Linux uses: a million entries, one entry at an
# offset of 1 GiB, 255 vrings. debugfs shows no more than the table holds. Linux used to
# follow the table without checks.
#
# timeout: 30
# log: rsc table is truncated: .*
. /lib/elf.sh

plan 11

table=$D/resource_table

poke()	# OFFSET VALUE
{
	{ printf POKE; le 4 "$1"; le 4 "$2"; } > /tmp/message
	dev=$(raw_dev) && cat /tmp/message > "$dev" &&
		wait_for 5 "the M4's word" trace_has "^resource table: $(printf %x "$2") at $(printf %x "$1")\$"
}

shown()	# REGEX
{
	cat "$table" > /tmp/table && grep -Eq "$1" /tmp/table
}

fw echo
must "start" start
# A header of 16 bytes, two offsets, the vdev: its vring count is at 25 of it.
check "shown as it is" shown 'Number of vrings 2'
must "a million entries" poke 4 $((1 << 20))
check "are not shown" fails cat "$table"
check "the log says why" expect_log 'rsc table is truncated: 1048576 entries in [0-9]+ bytes'
must "the number that it was" poke 4 2
must "an entry a gigabyte away" poke 20 $((1 << 30))
check "is not shown" fails cat "$table"
must "where it was" poke 20 $((24 + 68))
must "255 vrings" poke $((24 + 24)) $((255 << 8))
check "are not shown" shown 'Entry 0 is truncated: vdev of [0-9]+ bytes'
stop
ktap_finished
