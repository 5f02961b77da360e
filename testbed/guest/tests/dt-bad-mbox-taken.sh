#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@0 lists a mailbox channel that the M4's node lists too, and that is in
# use: the probe fails with -EBUSY, and so does the boot.
#
# dt: bad-mbox-taken
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: __mbox_bind_client: mailbox not free$
# log: ^rproc-virtio 10000000.m4:vdev@0: error -16: /ahb/m4@10000000/vdev@0: cannot get mailbox channel 1$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -16$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -16$
# log: ^remoteproc remoteproc0: Failed to process resources: -16$
# log: ^remoteproc remoteproc0: Boot failed: -16$
. /lib/dt-bad.sh

refused echo "Device or resource busy"
