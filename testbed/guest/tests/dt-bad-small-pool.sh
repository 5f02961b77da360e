#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A pool that holds the vrings, but not the buffers in one piece: the size of a piece is a
# power of two. The M4 boots without rpmsg.
#
# dt: bad-small-pool
# timeout: 30
# log: ^virtio_rpmsg_bus virtio[0-9]+: no memory for 32 buffers: need 0x4000 bytes in one piece$
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: the virtio driver has failed; its pool pool@10048000 \[mem 0x10048000-0x1004dfff\] has 0x6000 bytes, of which vrings take 0x2000$
# log: ^virtio_rpmsg_bus virtio[0-9]+: probe with driver virtio_rpmsg_bus failed with error -12$
. /lib/dt-bad.sh

without_rpmsg echo
