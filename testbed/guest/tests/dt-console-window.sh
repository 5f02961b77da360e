#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A console with three ports, whose firmware checks its descriptors. With the board's
# device tree, all that Linux queues is in the vdev's region: 8 KiB for 116 descriptors.
#
# dt: console8-regions
# loops: 5 1000
# timeout: 60
. /lib/dt-window.sh
. /lib/dt-console.sh

plan $((LOOPS * 6 + 1))

fw console-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "port 0 echoes" port_echoes 0
	check "port 1 echoes" port_echoes 1
	check "port 2 echoes" port_echoes 2
	check "all buffers are in the region" stays_inside
	must "stop $i" stop
done
check_leaks
ktap_finished
