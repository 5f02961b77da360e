#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The region of a vring is disabled.
#
# dt: bad-region-disabled
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: memory-region 1 is disabled: -19$
# log: ^remoteproc remoteproc0: Failed to process resources: -19$
# log: ^remoteproc remoteproc0: Boot failed: -19$
. /lib/dt-bad.sh

refused echo "No such device"
