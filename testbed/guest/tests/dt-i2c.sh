#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@0 is an I2C adapter. The node of the virtio device is a child of the node of
# vdev@0, with an EEPROM on the bus. The kernel's at24 driver binds to the EEPROM, reads
# and writes it.
#
# dt: i2c
# loops: 3 200
# timeout: 30
# log: at24 0-0050: supply vcc not found, using dummy regulator
. /lib/dt.sh

plan $((LOOPS * 5 + 1))

eeprom()
{
	set -- /sys/bus/i2c/devices/*-0050/eeprom
	[ -e "$1" ] && echo "$1"
}

own_node()
{
	set -- "$(vdev 0)"/virtio[0-9]*/of_node
	[ "$(basename "$(readlink -f "$1")")" = i2c ]
}

write_and_read()
{
	text="written in round $1"
	printf '%s' "$text" | dd of="$(eeprom)" bs=1 seek=100 2> /dev/null &&
		[ "$(dd if="$(eeprom)" bs=1 skip=100 count=${#text} 2> /dev/null)" = "$text" ] &&
		[ "$(wc -c < "$(eeprom)")" = 256 ]
}

fw i2c
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "the virtio device has the child node" own_node
	must "at24 has the EEPROM" wait_for 5 "the EEPROM" eeprom
	check "what is written can be read" write_and_read "$i"
	must "stop $i" stop
done
check_leaks
ktap_finished
