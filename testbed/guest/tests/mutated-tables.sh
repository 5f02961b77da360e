#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Resource tables with random changes in a few places, one after the other, and then all
# tables that caused problems before (/corpus). Firmware with such a table is started, or
# refused with an error, and stopped. From time to time good firmware passes messages.
#
# dt: legacy-vring-regions
# loops: 300 10000
# timeout: 120
# log: ^stm32-rproc 10000000\.m4: failed to allocate dma memory
# log: ^stm32-rproc 10000000\.m4: coherent allocation too big
# log: ^remoteproc remoteproc0: 
# log: ^(rpmsg_recv_single|stm32_rproc_kick): [0-9]+ callbacks suppressed
# log: ^virtio-ports vport[0-9]+p[0-9]+: Error allocating inbufs
# log: ^[a-z0-9_-]+ virtio[0-9]+: 
# log: ^rproc-virtio rproc-virtio\.[0-9]+\.auto: 
. /lib/hostile.sh

mutated_tables echo echo2 echo-rng rng serial
