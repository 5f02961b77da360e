#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The firmware requests its first vring at an address outside of the vring's region.
#
# dt: rproc-vdev
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 0 has device address 0x10040000, the firmware requests 0x20000000$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused bad-da-outside "Invalid argument"
