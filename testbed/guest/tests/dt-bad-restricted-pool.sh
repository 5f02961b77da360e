#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A "restricted-dma-pool", and a kernel without swiotlb.
#
# dt: restricted-pool
# kernel: plain
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: region restricted@c6000000 \[mem 0xc6000000-0xc607ffff\] cannot be a pool: -22: expected the compatible "shared-dma-pool" with no-map, found restricted-dma-pool without no-map$
# log: ^rproc-virtio 10000000.m4:vdev@[1-3]: /ahb/m4@10000000/vdev@[1-3]: region restricted@c6000000 \[mem 0xc6000000-0xc607ffff\] cannot be a pool: -22: expected the compatible "shared-dma-pool" with no-map, found restricted-dma-pool without no-map$
# log: ^rproc-virtio 10000000.m4:vdev@[0-3]: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused services-ddr "Invalid argument"
