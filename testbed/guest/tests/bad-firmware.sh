#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware that is missing, is no ELF file, or ends too early. The start fails with an
# error that gives the reason, nothing is left behind, and the next good start works.
#
# loops: 1 100
# timeout: 30
# log: Direct firmware load for .* failed with error -2
# log: request_firmware failed: -2
# log: Boot failed: -?[0-9]+
# log: Image is corrupted
# log: Image is too small
# log: Section header table is out of bounds
. /lib/rproc.sh

plan $((LOOPS * 14 + 1))

refused()	# NAME REGEX
{
	mark
	fw "$1"
	check "$1: start fails" fails start
	check "$1: the log says why" expect_log "$2"
	check "$1: offline" is offline
}

whole=/lib/firmware/echo.elf
size=$(wc -c < $whole)
echo "This is not an ELF file, although it is long enough to hold the header of one." > /lib/firmware/text.elf
head -c 20 $whole > /lib/firmware/short.elf
head -c 4096 $whole > /lib/firmware/truncated.elf
[ "$size" -gt 4096 ] || ktap_exit_fail_msg "echo.elf has only $size bytes"

for _ in $(seq "$LOOPS"); do
	refused missing 'request_firmware failed: -2'
	refused text 'Image is corrupted \(bad magic\)'
	refused short 'Image is too small'
	refused truncated 'Section header table is out of bounds|Image is too small'
	fw echo
	check "a good one starts" start
	check "and answers, and stops" eval "ping_raw -n 20 && stop"
done
check_leaks
ktap_finished
