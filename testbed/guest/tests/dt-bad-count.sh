#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two memory regions for two vrings: refused. Valid counts are none, one, or one for each
# vring and one more.
#
# dt: bad-count
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: has 2 memory regions, a vdev with 2 vrings takes none, 1 or 3$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
