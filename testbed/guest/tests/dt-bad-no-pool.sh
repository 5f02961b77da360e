#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The region for the buffers is no pool that a driver can allocate from.
#
# dt: bad-no-pool
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: region plain@10048000 \[mem 0x10048000-0x1004bfff\] cannot be a pool: -22: expected the compatible "shared-dma-pool" with no-map, found none$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
