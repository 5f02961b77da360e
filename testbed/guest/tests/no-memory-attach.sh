#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The allocations of an attach fail, one after the other. Each time the next attach works:
# the M4 continues to run, with the same resource table. A failed attach used to leave a
# table that no attach accepted, or to stop the M4.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# kernel: debug
# loops: 20 1000
# timeout: 60
# log: .*
. /lib/no-memory.sh

plan 4

attach_works()
{
	start && ping_raw -n 5 && detach
}

attach_again()
{
	case $(state) in
	attached) detach || return 1 ;;
	detached) failed=$((failed + 1)) ;;
	*) return 1 ;;
	esac
	attach_works
}

must "found detached" is detached
attach_works
check "after each failure an attach works" each_failing attach_again
check "and once more" attach_works
check_leaks
ktap_finished
