#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The region for the buffers is reusable: the kernel uses it as well.
#
# dt: bad-reusable
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: region shared@10048000 \[mem 0x10048000-0x1004bfff\] is reusable, a pool has to be no-map$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
