#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The region of a vring is smaller than the vring.
#
# dt: bad-small-vring
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 1 needs 0x1b6 bytes, region vring@10046000 \[mem 0x10046000-0x100460ff\] has 0x100$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
