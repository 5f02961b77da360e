#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# hostile-rings with vdev@0 in the device tree. vdev@0 has its own mailbox channels.
#
# dt: rproc-vdev
# loops: 10 500
# timeout: 90
# log: rpmsg rpmsg[0-9]+: [0-9]+ messages dropped: 4096 are unread
# log: rpmsg_ept_cb: [0-9]+ callbacks suppressed
# log: ^virtio_rpmsg_bus virtio[0-9]+: 
# log: ^rpmsg_recv_single: [0-9]+ callbacks suppressed
# log: ^rpmsg_(tty|client_sample|chrdev) virtio[0-9]+\.
. /lib/hostile.sh

hostile_rings
