# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
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
		[ "$(timeout 5 head -c 64 /dev/hwrng | tr -d '\000' | wc -c)" -gt 48 ]
}
