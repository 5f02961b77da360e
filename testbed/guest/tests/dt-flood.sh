#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-flood with vdev@0 in the device tree. vdev@0 has its own mailbox channels.
#
# dt: rproc-vdev
# loops: 2 100
# timeout: 60
# log: ^virtio_rpmsg_bus virtio[0-9]+: 
# log: ^rpmsg_recv_single: [0-9]+ callbacks suppressed
. /lib/hostile.sh

flood hostile-jump
