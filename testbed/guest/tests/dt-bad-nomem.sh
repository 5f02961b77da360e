#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# No memory-region, and a bus that does not reach the system's memory.
#
# dt: bad-nomem
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 0 needs 0x1b6 bytes that the remote processor can reach, system memory has none$
# log: ^remoteproc remoteproc0: Failed to process resources: -12$
# log: ^remoteproc remoteproc0: Boot failed: -12$
. /lib/dt-bad.sh

refused echo "Cannot allocate memory"
