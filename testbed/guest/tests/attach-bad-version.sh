#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Linux attaches to an M4 with a resource table of version 2, which it does not
# know: refused. Linux used to take it for version 1.
#
# board: m4-elf=bad-version.elf m4-rsc-table=0x10020000
# timeout: 30
# log: Boot failed: -22
# log: Failed to process resources: -22
# log: can't load resource table: -22
# log: unsupported resource table ver: 2
. /lib/rproc.sh

plan 8

refused()
{
	mark
	check "attaching is refused, $1" fails start
	check "the log says why, $1" expect_log 'unsupported resource table ver: 2'
	check "detached, $1" is detached
}

must "found detached" is detached
refused "the first time"
refused "and for the same reason the second time"
check_leaks
ktap_finished
