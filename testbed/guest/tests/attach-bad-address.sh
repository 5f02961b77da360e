#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Linux attaches to an M4 whose table requests vring 1 at an address without memory. The
# attach is refused and the table stays as it was, so a second attempt fails for the same
# reason. Linux used to attach without the vdev, and to wipe the entry of vring 0.
#
# board: m4-elf=bad-da1-outside.elf m4-rsc-table=0x10020000
# timeout: 30
# log: Boot failed: -22
# log: Failed to process resources: -22
# log: rproc-virtio rproc-virtio\.[0-9]+\.auto: probe with driver rproc-virtio failed with error -22
# log: failed to set up vdev0: -22
# log: Registered carveout vdev0vring1 doesn't fit da request: .*
. /lib/rproc.sh

plan 8

refused()
{
	mark
	check "attaching is refused, $1" fails start
	check "the log says why, $1" expect_log 'vdev0vring1 doesn.t fit da request: 0x20000000\+'
	check "detached, $1" is detached
}

must "found detached" is detached
refused "the first time"
refused "and for the same reason the second time"
check_leaks
ktap_finished
