#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 crashes, and its firmware is missing, or is truncated: the recovery fails. After
# the firmware is back, the M4 can be started. That start used to do nothing and succeed,
# and Linux used to read beyond the end of truncated firmware.
#
# loops: 2 100
# timeout: 40
# log: crash detected in m4: type watchdog
# log: handling crash #[0-9]+ in m4
# log: recovering m4
# log: Direct firmware load for again.elf failed with error -2
# log: request_firmware failed: -2
# log: Image is too small
# log: Section header.*
# log: recovery of m4 failed: -(2|22)
# log: truncated fw: need 0x[0-9a-f]+(\+0x[0-9a-f]+)? avail 0x[0-9a-f]+
. /lib/rproc.sh

plan $((LOOPS * 8 + 1))

whole=/lib/firmware/echo.elf
file=/lib/firmware/again.elf

fails_with()	# WHAT COMMAND...
{
	case=$1
	shift
	cp $whole $file
	fw again
	must "start" start
	ping_raw -n 5
	mark
	"$@"
	crash
	check "$case: offline" wait_for 10 "the end of the recovery" is offline
	wait_for 2 "no vdev" no_vdev
	check "$case: no vdev is left" no_vdev
	cp $whole $file
	check "$case: with the firmware back it starts, answers, stops" \
		eval "start && is running && ping_raw -n 20 && stop"
}

for _ in $(seq "$LOOPS"); do
	fails_with "no firmware" rm $file
	fails_with "half a firmware" truncate -s 4096 $file
done
check_leaks
ktap_finished
