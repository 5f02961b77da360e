#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A console whose region is too small for one buffer per descriptor.
#
# dt: bad-small-buffers
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: buffers of 116 descriptors need 0x40 bytes each, region buffer@1004e000 has 0x1000 for this vdev$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused console "Invalid argument"
