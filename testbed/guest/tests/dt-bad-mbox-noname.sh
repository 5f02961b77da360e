#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Mailbox channels without names.
#
# dt: bad-mbox-noname
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: error -22: /ahb/m4@10000000/vdev@0: expected an mbox-names entry for each of its mboxes$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
