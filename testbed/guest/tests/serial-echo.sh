#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An rproc_serial device: data go both ways through its port. Its buffers are coherent DMA
# memory. Linux used to pass a wrong address of this memory to the M4. A read into memory
# that ends early loses no data.
#
# loops: 3 200
# timeout: 40
. /lib/rproc.sh

plan $((LOOPS * 4 + 1))

port_echoes()
{
	dev=$(port_dev) && rpmsg-ping -n 200 -s 60 "$dev"
}

partly()
{
	dev=$(port_dev) && [ "$(port-user partly "$dev")" = "result 16" ]
}

fw serial
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "the port echoes $i" port_echoes
	check "memory that ends early $i" partly
	must "stop $i" stop
done
check_leaks
ktap_finished
