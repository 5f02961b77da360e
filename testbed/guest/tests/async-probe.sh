#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# driver_async_probe=rproc-virtio is on the command line. All the same, the vdev is there
# when the M4 starts. Linux used to set it up some time later, if at all, from a resource
# table that might have been freed.
#
# append: driver_async_probe=rproc-virtio
# loops: 20 500
# timeout: 40
. /lib/rproc.sh

plan $((LOOPS + 1))

fw echo
for i in $(seq "$LOOPS"); do
	must "start, answer, stop $i" eval "start && ping_raw -n 5 && stop"
done
check_leaks
ktap_finished
