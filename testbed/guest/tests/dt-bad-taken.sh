#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@1 lists the vring regions of vdev@0.
#
# dt: bad-taken
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@1: /ahb/m4@10000000/vdev@1: vring 0 needs region vdev0vring0@10040000 \[mem 0x10040000-0x10040fff\], which is taken already by vdev0vring0$
# log: ^remoteproc remoteproc0: Failed to process resources: -16$
# log: ^remoteproc remoteproc0: Boot failed: -16$
. /lib/dt-bad.sh

refused echo2 "Device or resource busy"
