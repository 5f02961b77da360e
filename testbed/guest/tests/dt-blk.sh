#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A block device: the M4 has a RAM disk and checks its descriptors. A file system is
# created, mounted and written. The file is read back through another mount.
#
# dt: blk
# loops: 3 1000
# timeout: 60
# log: pool_free: loading out-of-tree module taints kernel
# log: EXT2-fs \(vd[a-z]\): warning: mounting unchecked fs, running e2fsck is recommended
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 4 + 2))

text=/tmp/text
seq 4000 > $text	# 18,893 bytes
mkdir -p /mnt

before=$(free_pages 0)
must "the pool has free pages" [ -n "$before" ]
fw blk-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "a file is read as it was written" file_survives $text
	check "all buffers are in the region" stays_inside
	must "stop $i" stop
done
check "all pages of the pool are free again" [ "$(free_pages 0)" = "$before" ]
ktap_finished
