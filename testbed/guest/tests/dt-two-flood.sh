#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two vdevs, and the first one floods. A stop removes the second vdev first. This removal
# must not wait for a callback of the first vdev, as that callback ends only when the
# first vdev is removed.
#
# dt: rproc-two-vdevs
# loops: 1 20
# timeout: 60
# log: ^virtio_rpmsg_bus virtio[0-9]+: 
# log: ^rpmsg_recv_single: [0-9]+ callbacks suppressed
. /lib/hostile.sh

flood hostile-jump2
