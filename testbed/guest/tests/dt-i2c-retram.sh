#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An I2C controller whose buffers have another address for the M4 than for Linux, in a
# region of one page. A message that does not fit into the region causes an error in the
# log, no hang.
#
# dt: i2c-retram
# loops: 3 200
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: reserved memory is beyond device's set DMA address range$
# log: at24 0-0050: supply vcc not found, using dummy regulator
# log: ^rproc-virtio 10000000.m4:vdev@0: cannot map a buffer of 0x2000 bytes, region buffer@38008000 has 0x1000 for this vdev$
. /lib/dt-services.sh

plan $((LOOPS * 5 + 2))

# 8192 bytes are the most that i2c-dev takes
read_too_much()
{
	i2ctransfer -f -y 0 r8192@0x50
}

fw i2c
for i in $(seq "$LOOPS"); do
	mark
	must "start $i" start
	check "what is written can be read" eeprom_works "written in round $i"
	[ "$i" != 1 ] || check "the M4 finds them in its own addresses" buffers_at 0 '00008...'
	read_too_much
	check "more than the region has is refused" log_has "cannot map a buffer of 0x2000 bytes"
	check "and the next message passes" eeprom_works "written again in round $i"
	must "stop $i" stop
done
check_leaks
ktap_finished
