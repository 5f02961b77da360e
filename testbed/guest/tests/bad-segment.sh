#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with a segment of nearly 4 GiB, whose end wraps around to an address within the
# M4's memory: refused. Linux used to accept it as a segment that fits.
#
# timeout: 30
# log: bad phdr da 0x[0-9a-f]+ mem 0x[0-9a-f]+
# log: Failed to load program segments: -22
# log: Boot failed: -22
. /lib/rproc.sh

plan 5

# The last but one program header has the resource table, some way into the M4's
# memory. A program header has 32 bytes, p_memsz is at 20 of it.
file=/lib/firmware/segment.elf
cp /lib/firmware/echo.elf $file
printf '\200\377\377\377' | dd of=$file bs=1 seek=$((52 + 2 * 32 + 20)) conv=notrunc 2>/dev/null

mark
fw segment
check "refused" fails start
check "the log says why" expect_log 'bad phdr da 0x[0-9a-f]+ mem 0xffffff80'
check "offline" is offline
fw echo
check "a good one starts, answers, and stops" eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
