#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Four services, each with a pool: entropy source, I2C controller, disk, network device.
# The firmware checks their descriptors. Data go through all of them at the time of each
# stop. Afterwards as much of each pool is free as before the first start.
#
# dt: services
# kernel: plain
# loops: 5 1000
# timeout: 90
# log: at24 [0-9]-0050: supply vcc not found, using dummy regulator
# log: pool_free: loading out-of-tree module taints kernel
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 8 + 3))

# forever COMMAND...: again and again in the background; adds to $busy, and a letter to
# /tmp/busy.N for each time that it worked
forever()
{
	streams=$((streams + 1))
	: > "/tmp/busy.$streams"
	while :; do
		"$@" > /dev/null 2>&1 && printf x >> "/tmp/busy.$streams"
	done &
	busy="$busy $!"
}

# Each stream has worked twice: the next round of it is under way.
all_busy()
{
	for n in $(seq "$streams"); do
		[ "$(wc -c < "/tmp/busy.$n")" -ge 2 ] || return 1
	done
}

# a page and a half, of both directions
disk_works()
{
	disk && dd if=/tmp/text of=/dev/vda bs=6144 count=2 conv=fsync 2> /dev/null &&
		echo 3 > /proc/sys/vm/drop_caches &&
		dd if=/dev/vda bs=6144 count=2 2> /dev/null | cmp - /tmp/text
}

keep_busy()
{
	busy='' streams=0
	forever dd if=/dev/hwrng of=/dev/null bs=64 count=16
	forever dd if="$(eeprom)" of=/dev/null bs=32
	forever dd if=/dev/vda of=/dev/null bs=4096 iflag=direct
	forever ping -q -c 8 -i 0.01 -W 10 192.0.2.2
	wait_for 20 "data through all of them" all_busy
}

all_idle()
{
	# shellcheck disable=SC2086 # a list
	kill $busy
	killall -q dd ping
	wait
}

seq 4000 | head -c 12288 > /tmp/text
before=$(free_pages 0 1 2 3)
must "all pages are free" [ "$before" = "2 2 5 7 " ]
fw services-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "random bytes" random_bytes
	check "the EEPROM" eeprom_works "written in round $i"
	check "the disk" disk_works
	check "the network" pings -c 2 -i 0.1 -s 1472
	check "all buffers are in the region" stays_inside
	must "traffic $i" keep_busy
	must "stop $i under traffic" stop
	all_idle
done
after=$(free_pages 0 1 2 3)
check "all pages are free again" [ "$after" = "$before" ]
check "no memory is left" eval "no_carveouts && no_memory_taken"
ktap_finished
