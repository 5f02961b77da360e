#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A network device and a block device share a pool. When its interface is up, the network
# device could fill the pool with buffers that wait for frames; it fills its half. The
# block device works all the same.
#
# dt: shared-pool
# loops: 3 1000
# timeout: 60
# log: pool_free: loading out-of-tree module taints kernel
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 5 + 3))

before=$(free_pages 0)
must "all pages are free" [ "$before" = "16 " ]
fw net-blk-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "the interface is up" wait_for 5 "eth0" ifconfig eth0 192.0.2.1 up
	check "the disk" disk_works
	check "all buffers are in the region" stays_inside 1
	must "stop $i" stop
done
check "all pages of the pool are free again" [ "$(free_pages 0)" = "$before" ]
check_leaks
ktap_finished
