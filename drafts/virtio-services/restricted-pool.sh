#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An I2C controller whose region is a "restricted-dma-pool" in DDR: swiotlb copies the
# buffers to it. The coredump has them, although the kernel has this memory in its linear
# map.
#
# dt: restricted-pool
# kernel: own
# loops: 3 200
# timeout: 30
# log: at24 0-0050: supply vcc not found, using dummy regulator
# log: crash detected in m4: type fatal error
# log: handling crash #[0-9]+ in m4
# log: recovering m4
. /lib/dt-services.sh

plan $((LOOPS * 3 + 9))

text_in_dump()
{
	dump_of 0xc6000000 0x80000 | grep -q "written before the crash"
}

fw i2c
echo enabled > "$R/coredump"
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "what is written can be read" eeprom_works "written in round $i"
	[ "$i" != 1 ] || check "the M4 finds it in the region" buffers_at 0 'c600....'
	must "stop $i" stop
done

must "start" start
check "what is written can be read" eeprom_works "written before the crash"
mark
echo 2 > "$D/crash"
check "recovered" expect_log 'remote processor m4 is now up'
check "what is written can be read" eeprom_works "written after the crash"
check "there is a coredump" save_dump
check "the region is in it, with what was written" text_in_dump
check "stop" stop
check_leaks
ktap_finished
