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

gpio_dev()
{
	wait_for 5 "a /dev/gpiochipN of virtio" first_of "$(vdev 0)/virtio*/gpiochip*" > /dev/null &&
		echo "/dev/$(basename "$(first_of "$(vdev 0)/virtio*/gpiochip*")")"
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

disk()
{
	wait_for 5 "the disk" test -b /dev/vda
}

# A file system on the M4's disk, and a file in it; read back from the disk, not from
# the page cache.
file_survives()	# FILE
{
	disk && mke2fs -F /dev/vda > /dev/null &&
		mount -t ext2 /dev/vda /mnt && cp "$1" /mnt/file && umount /mnt &&
		echo 3 > /proc/sys/vm/drop_caches &&
		mount -t ext2 -o ro /dev/vda /mnt || return 1
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
