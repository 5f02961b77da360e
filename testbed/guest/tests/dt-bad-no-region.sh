#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An entry of memory-region that does not refer to reserved memory.
#
# dt: bad-no-region
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: memory-region 1 is no region that was there at boot: -22$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
