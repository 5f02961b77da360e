#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A cell is missing in mboxes, and fw_devlink does not keep the vdev from being probed.
# (With fw_devlink: dt-nodes.)
#
# dt: bad-mbox-cell
# append: fw_devlink=off
# timeout: 30
# log: ^OF: /ahb/m4@10000000/vdev@0: could not get #mbox-cells for /cpus/cpu@0$
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: mboxes cannot be parsed: -22$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
