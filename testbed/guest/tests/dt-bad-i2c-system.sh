#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An I2C controller without memory-region, on a bus that does not reach DDR.
#
# dt: bad-i2c-system
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: virtio device 34 without memory-region needs all of the system's memory, dma-ranges reach \[mem 0x38000000-0x3800ffff\] \[mem 0x10000000-0x1005ffff\] \[mem 0x30000000-0x3005ffff\]$
# log: ^remoteproc remoteproc0: Failed to process resources: -34$
# log: ^remoteproc remoteproc0: Boot failed: -34$
. /lib/dt-bad.sh

refused i2c "Numerical result out of range"
