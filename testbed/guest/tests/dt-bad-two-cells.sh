#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# reg of vdev@1 has two cells, and so says #address-cells. Linux used to read the first
# one, and to bind the node to vdev 0.
#
# dt: bad-two-cells
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@1: /ahb/m4@10000000/vdev@1: expected a reg of one cell, found 2$
# log: ^rproc-virtio 10000000.m4:vdev@1: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@1 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo2 "Invalid argument"
