#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Four memory regions for two vrings.
#
# dt: bad-toomany
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: has 4 memory regions, a vdev with 2 vrings takes none, 1 or 3$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
