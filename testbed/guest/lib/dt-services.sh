# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the variables are for the tests
#
# For tests of services other than rpmsg: what their drivers do for user space.
# shellcheck source=/dev/null
. /lib/dt.sh

eeprom()
{
	set -- /sys/bus/i2c/devices/*-0050/eeprom
	[ -e "$1" ] && echo "$1"
}

# Written in two pages, and read from somewhere else than the start.
eeprom_works()	# TEXT
{
	wait_for 5 "the EEPROM" eeprom > /dev/null || return 1
	printf '%s' "$1" | dd of="$(eeprom)" bs=1 seek=100 2> /dev/null &&
		[ "$(dd if="$(eeprom)" bs=1 skip=100 count=${#1} 2> /dev/null)" = "$1" ] &&
		[ "$(wc -c < "$(eeprom)")" = 256 ]
}

random_bytes()
{
	wait_for 5 "virtio_rng as the entropy source" \
		grep -q virtio_rng /sys/class/misc/hw_random/rng_current &&
		[ "$(timeout $((30 * SLOW)) head -c 64 /dev/hwrng | tr -d '\000' | wc -c)" -gt 48 ]
}

# of a vdev of the resource table, too
gpio_dev()
{
	wait_for 5 "a /dev/gpiochipN of virtio" first_of "$R/*/virtio*/gpiochip*" > /dev/null &&
		echo "/dev/$(basename "$(first_of "$R/*/virtio*/gpiochip*")")"
}

# Line 0 is wired to line 1, 2 to 3.
edges_arrive()
{
	dev=$(gpio_dev) && gpio-line "$dev" edges 0 1 50 && gpio-line "$dev" edges 3 2 50
}

# A process uses a line, so its event buffer is in the vring: sets $holder.
hold_line()
{
	dev=$(gpio_dev) || return 1
	rm -f /tmp/held
	gpio-line "$dev" hold 1 > /tmp/held &
	holder=$!
	wait_for 5 "the line" grep -q ready /tmp/held
}

# That process has noticed the removal of the line.
gets_hangup()
{
	wait_for 5 "the end of gpio-line" none_of "$holder" && wait "$holder"
}

# Sets $disk: a disk of before may still have its name.
disk()
{
	name=$(wait_for 5 "the disk" first_of "$R/*/virtio*/block/vd*") || return 1
	disk=/dev/$(basename "$name")
	wait_for 5 "$disk" test -b "$disk"
}

# A file system on the M4's disk, and a file in it; read back from the disk, not from
# the page cache.
file_survives()	# FILE
{
	disk && mke2fs -F "$disk" > /dev/null &&
		mount -t ext2 "$disk" /mnt && cp "$1" /mnt/file && umount /mnt &&
		echo 3 > /proc/sys/vm/drop_caches &&
		mount -t ext2 -o ro "$disk" /mnt || return 1
	cmp "$1" /mnt/file
	result=$?
	umount /mnt && return $result
}

# The free pages of the pools of these vdevs
free_pages()	# NUMBER...
{
	for n; do
		insmod /lib/modules/pool_free.ko "device=10000000.m4:vdev@$n" &&
			rmmod pool_free || return 1
		dmesg | sed -n "s/.*pool_free: .*:vdev@$n: \([0-9]*\) pages\$/\1/p" | tail -n 1
	done | tr '\n' ' '
}

# Every address answers.
pings()	# [OPTION]...
{
	wait_for 5 "eth0" ifconfig eth0 192.0.2.1 up && ping -q "$@" 192.0.2.2 > /tmp/ping &&
		grep -q ' 0% packet loss' /tmp/ping
}

# --- four services at a time -----------------------------------------------------

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

# two times a page and a half, of both directions; the rest of the disk stays as it is
disk_works()
{
	[ -s /tmp/text ] || seq 4000 | head -c 12288 > /tmp/text
	disk && dd if=/tmp/text of="$disk" bs=6144 count=2 conv=fsync 2> /dev/null &&
		echo 3 > /proc/sys/vm/drop_caches &&
		dd if="$disk" bs=6144 count=2 2> /dev/null | cmp - /tmp/text
}

keep_busy()
{
	busy='' streams=0
	forever dd if=/dev/hwrng of=/dev/null bs=64 count=16
	forever dd if="$(eeprom)" of=/dev/null bs=32
	forever dd if="$disk" of=/dev/null bs=4096 iflag=direct
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

# Eight test points: a start, data through each of the four, a stop while data go through
# all of them.
services_round()	# NUMBER
{
	must "start $1" start
	check "random bytes" random_bytes
	check "the EEPROM" eeprom_works "written in round $1"
	check "the disk" disk_works
	check "the network" pings -c 2 -i 0.1 -s 1472
	check "all buffers are in the region" stays_inside
	must "traffic $1" keep_busy
	must "stop $1 under traffic" stop
	all_idle
}

# in KiB, of the whole system, without caches
free_memory()
{
	echo 3 > /proc/sys/vm/drop_caches
	sed -n 's/^MemFree: *\([0-9]*\) kB$/\1/p' /proc/meminfo
}
