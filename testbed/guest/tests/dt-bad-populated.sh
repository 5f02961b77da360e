#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4's node is also a bus, so the device of vdev@0 was not created by remoteproc:
# refused.
#
# dt: bad-populated
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: expected a remote processor for a parent, found 10000000.m4$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 belongs to 10000000.m4$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
