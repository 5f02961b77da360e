#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware whose section names are 1 GiB beyond the image: refused. Firmware with a
# section whose name is beyond all names: it starts, as that section does not matter.
# Linux used to compare the bytes at these places, if there were any.
#
# timeout: 30
# log: section names truncated
# log: Boot failed: -22
. /lib/elf.sh

plan 6

file=/lib/firmware/names.elf
cp /lib/firmware/echo.elf $file
put $file $(($(get32 $file 32) + 40 * $(get16 $file 50) + 16)) 4 $((1 << 30))
refused names 'section names truncated'

cp /lib/firmware/echo.elf $file
put $file "$(get32 $file 32)" 4 $((1 << 30))
fw names
check "a wild name of the first section is no reason" \
	eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
