#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A socket device in the device tree. Its firmware checks its descriptors and sends back
# what it receives. Two of its vrings are always full. When the device is removed, all
# buffers are unmapped. Otherwise the pool would be used up after a few rounds.
#
# dt: vsock
# loops: 8 1000
# timeout: 60
. /lib/dt-window.sh

plan $((LOOPS * 4 + 1))

fw vsock-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "bytes come back" vsock-echo 2 7 20000
	check "all buffers are in the region" stays_inside
	must "stop $i" stop
done
check_leaks
ktap_finished
