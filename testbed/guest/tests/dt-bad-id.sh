#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# virtio,id is that of a console, the firmware has an rpmsg bus.
#
# dt: bad-id
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: virtio,id is 3, the firmware's vdev 0 has id 7$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
