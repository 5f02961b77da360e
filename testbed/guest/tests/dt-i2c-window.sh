#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An I2C controller whose firmware checks its descriptors. With the board's device tree,
# all that Linux queues is in the vdev's region. Nothing is left in the region after many
# stops.
#
# dt: i2c
# loops: 8 1000
# timeout: 60
# log: at24 0-0050: supply vcc not found, using dummy regulator
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 4 + 1))

fw i2c-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "what is written can be read" eeprom_works "written in round $i"
	check "all buffers are in the region" stays_inside
	must "stop $i" stop
done
check_leaks
ktap_finished
