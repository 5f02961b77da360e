#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A network device whose firmware checks its descriptors. A host behind the device answers
# pings, small ones and ones that fill a frame.
#
# dt: net
# loops: 3 1000
# timeout: 60
# log: pool_free: loading out-of-tree module taints kernel
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 5 + 2))

before=$(free_pages 0)
must "the pool has free pages" [ -n "$before" ]
fw net-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "pings are answered" pings -c 3 -i 0.1
	check "full frames too" pings -c 3 -i 0.1 -s 1472
	check "all buffers are in the region" stays_inside
	must "stop $i" stop
done
check "all pages of the pool are free again" [ "$(free_pages 0)" = "$before" ]
ktap_finished
