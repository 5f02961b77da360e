#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A pool for buffers with another address for the M4 than for Linux: refused, as
# descriptors hold physical addresses.
#
# dt: bad-da-pa
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: region buffer@38008000 \[mem 0x38008000-0x3800bfff\] has device address 0x0*8000, a pool for buffers needs the same$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
