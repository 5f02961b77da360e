#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Linux attaches to an M4 whose table has an entry count of a billion. The attach is
# refused. Linux used to read the offsets of these entries beyond the end of the table.
#
# board: m4-elf=bad-entries.elf m4-rsc-table=0x10020000
# timeout: 30
# log: Boot failed: -22
# log: Failed to process resources: -22
# log: can't load resource table: -22
# log: rsc table is truncated: 1073741825 entries in 1024 bytes
. /lib/rproc.sh

plan 8

refused()
{
	mark
	check "attaching is refused, $1" fails start
	check "the log says why, $1" expect_log 'rsc table is truncated: 1073741825 entries in 1024 bytes'
	check "detached, $1" is detached
}

must "found detached" is detached
refused "the first time"
refused "and for the same reason the second time"
check_leaks
ktap_finished
