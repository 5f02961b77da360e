#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The same region for both vrings.
#
# dt: bad-twice
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 1 needs region vdev0vring0@10040000 \[mem 0x10040000-0x10040fff\], which is taken already by vdev0vring0$
# log: ^remoteproc remoteproc0: Failed to process resources: -16$
# log: ^remoteproc remoteproc0: Boot failed: -16$
. /lib/dt-bad.sh

refused echo "Device or resource busy"
