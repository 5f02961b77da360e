#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An I2C controller without memory-region, on a bus that reaches DDR. Its buffers stay
# where the kernel allocated them.
#
# dt: i2c-system
# loops: 3 1000
# timeout: 30
# log: at24 0-0050: supply vcc not found, using dummy regulator
. /lib/dt-services.sh

plan $((LOOPS * 3 + 2))

fw i2c
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "what is written can be read" eeprom_works "written in round $i"
	[ "$i" != 1 ] || check "buffers are in DDR" buffers_at 0 '[c-d].......'
	must "stop $i" stop
done
check_leaks
ktap_finished
