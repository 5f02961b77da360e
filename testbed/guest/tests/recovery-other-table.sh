#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 crashes after its firmware was replaced by one with a small table at the end of
# the M4's memory. The table that the M4 was booted with does not fit there. The recovery
# fails, and the next start uses the new firmware. Linux used to write beyond the M4's
# memory. The recovery also fails with firmware that has an invalid table. Linux used to
# start that firmware.
#
# timeout: 40
# log: crash detected in m4: type watchdog
# log: handling crash #[12] in m4
# log: recovering m4
# log: no room at 0x1003ffe0 for the resource table: has 32 bytes, was booted with [0-9]+
# log: resource table truncated
# log: recovery of m4 failed: -22
. /lib/elf.sh

plan 12

file=/lib/firmware/again.elf
other=/lib/firmware/other.elf

# recovery_fails REGEX: from the firmware that was started to the other one
recovery_fails()
{
	must "start" start
	must "it answers" ping_raw -n 5
	cp $other $file
	mark
	crash
	# the state is offline before the vdevs are removed
	wait_for 10 "the end of the recovery" log_has 'recovery of m4 failed: -22'
	check "offline after the crash" is offline
	check "the log says why" expect_log "$1"
}

cp /lib/firmware/echo.elf $file
cp $file $other
header=$(section $other .resource_table)
put $other $((header + 12)) 4 $((0x1003ffe0))
put $other $((header + 20)) 4 32
put $other $(($(get32 $other $((header + 16))) + 4)) 4 0

fw again
recovery_fails 'no room at 0x1003ffe0 for the resource table'
check "the new firmware starts, and stops" eval "start && stop"

cp /lib/firmware/echo.elf $other
put $other $((header + 16)) 4 $((1 << 30))
cp /lib/firmware/echo.elf $file
recovery_fails 'resource table truncated'
check "no vdev is left" no_vdev

fw echo
check "a good one starts, answers, stops" eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
