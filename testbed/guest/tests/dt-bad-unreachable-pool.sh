#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The pool for buffers is outside of what the M4 can reach.
#
# dt: bad-unreachable-pool
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: region buffer@da010000 \[mem 0xda010000-0xda01ffff\] is outside of what the remote processor can reach$
# log: ^rproc-virtio 10000000.m4:vdev@0: probe with driver rproc-virtio failed with error -34$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 failed to probe: -34$
# log: ^remoteproc remoteproc0: Failed to process resources: -34$
# log: ^remoteproc remoteproc0: Boot failed: -34$
. /lib/dt-bad.sh

refused echo "Numerical result out of range"
