#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The node has no reg, so it stands for no vdev. The legacy vdev finds no memory.
#
# dt: bad-noreg
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: expected a reg with its position in the resource table: -22$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -22$
# log: ^stm32-rproc 10000000.m4: failed to allocate dma memory: len 0x1000$
# log: ^remoteproc remoteproc0: Unable to allocate carveout vdev0vring0: -12$
# log: ^remoteproc remoteproc0: Failed to allocate associated carveouts: -12$
# log: ^remoteproc remoteproc0: Boot failed: -12$
. /lib/dt-bad.sh

refused echo "Cannot allocate memory"
