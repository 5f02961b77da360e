#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Regions in the order of i.MX boards: first the pool for the buffers. The last one is
# used as the pool, and has no room for the buffers. The M4 boots without rpmsg.
#
# dt: bad-order
# timeout: 30
# log: ^virtio_rpmsg_bus virtio[0-9]+: no memory for 32 buffers: need 0x4000 bytes in one piece$
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: the virtio driver has failed; its pool vdev0vring1@10041000 \[mem 0x10041000-0x10041fff\] has 0x1000 bytes, of which vrings take 0x0$
# log: ^virtio_rpmsg_bus virtio[0-9]+: probe with driver virtio_rpmsg_bus failed with error -12$
. /lib/dt-bad.sh

without_rpmsg echo
