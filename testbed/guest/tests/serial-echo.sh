#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An rproc_serial device: data go both ways through its port. Its buffers are coherent
# DMA memory, of which Linux used to tell the M4 a wrong address.
#
# loops: 3 200
# timeout: 40
. /lib/rproc.sh

plan $((LOOPS * 3 + 1))

port_echoes()
{
	dev=$(port_dev) && rpmsg-ping -n 200 -s 60 "$dev"
}

fw serial
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "the port echoes $i" port_echoes
	must "stop $i" stop
done
check_leaks
ktap_finished
