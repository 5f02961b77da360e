#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mutated-tables with two vdevs in the device tree. The tables may or may not have these
# vdevs.
#
# dt: rproc-two-vdevs
# loops: 100 5000
# timeout: 60
# log: ^stm32-rproc 10000000\.m4: failed to allocate dma memory
# log: ^remoteproc remoteproc0: 
# log: ^(rpmsg_recv_single|stm32_rproc_kick): [0-9]+ callbacks suppressed
# log: ^virtio-ports vport[0-9]+p[0-9]+: Error allocating inbufs
# log: ^[a-z0-9_-]+ virtio[0-9]+: 
# log: ^rproc-virtio (rproc-virtio\.[0-9]+\.auto|10000000\.m4:vdev@[01]): 
. /lib/hostile.sh

mutated_tables echo echo2 echo-rng
