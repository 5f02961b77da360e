#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The four services with a "restricted-dma-pool" in DDR, which the kernel has in its linear
# map: swiotlb copies their buffers there. The firmware checks their descriptors. Nothing
# is left in the pool after a stop under traffic. The coredump has what is in the pool.
# Only the debugging kernel has swiotlb, as Arm has it with LPAE alone.
#
# dt: restricted-pool
# kernel: debug
# loops: 2 1000
# timeout: 60
# log: at24 [0-9]-0050: supply vcc not found, using dummy regulator
# log: crash detected in m4: type fatal error
# log: handling crash #[0-9]+ in m4
# log: recovering m4
. /lib/dt-window.sh
. /lib/dt-services.sh

watches 'c6000000 len 524288' 'c60[0-7][0-9a-f]{4}'

plan $((LOOPS * 9 + 13))

# The slots of 2 KiB that swiotlb has of this pool, and that are in use. Their folder is in
# that of swiotlb if this was there before the pool.
slots()	# nslabs or used
{
	for folder in /sys/kernel/debug /sys/kernel/debug/swiotlb; do
		file=$folder/restricted@c6000000/io_tlb_$1
		[ ! -e "$file" ] || cat "$file"
	done
}

pool_in_dump()
{
	dump_of 0xc6000000 0x80000 | grep -q "written before the crash"
}

must "swiotlb has the pool" [ "$(slots nslabs)" = 256 ]
check "none of it is in use" [ "$(slots used)" = 0 ]
fw services-ddr
for i in $(seq "$LOOPS"); do
	services_round "$i"
	check "nothing is left in the pool" [ "$(slots used)" = 0 ]
done

echo enabled > "$R/coredump"
must "start" start
check "the EEPROM" eeprom_works "written before the crash"
check "the network" pings -c 2 -i 0.1
check "buffers are in the pool" [ "$(slots used)" -gt 0 ]
mark
echo 2 > "$D/crash"
check "recovered" expect_log 'remote processor m4 is now up'
check "there is a coredump" save_dump
check "the pool is in it, with what was written" pool_in_dump
check "the EEPROM after the crash" eeprom_works "written after the crash"
check "stop" stop
check "nothing is left in the pool" [ "$(slots used)" = 0 ]
check_leaks
ktap_finished
