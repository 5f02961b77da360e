#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Mailbox channels with unknown names.
#
# dt: bad-mbox-name
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: error -22: /ahb/m4@10000000/vdev@0: expected "vq0" in mbox-names, found "rx"$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
