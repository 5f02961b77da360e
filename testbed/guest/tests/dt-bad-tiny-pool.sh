#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A pool that is too small even for the vrings.
#
# dt: bad-tiny-pool
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 1 needs 0x1000 bytes in one piece, its pool pool@10048000 \[mem 0x10048000-0x10048fff\] has no such piece left$
# log: ^remoteproc remoteproc0: Failed to process resources: -12$
# log: ^remoteproc remoteproc0: Boot failed: -12$
. /lib/dt-bad.sh

refused echo "Cannot allocate memory"
