#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4, and virtio,id of the node does not fit its table.
# The attach fails and releases everything. There is no way out but a reset, as the pages
# say: the M4 runs, and Linux does not stop what it has not attached to.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: bad-id
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: virtio,id is 3, the firmware's vdev 0 has id 7$
# log: ^remoteproc remoteproc[01]: Failed to process resources: -22$
# log: ^remoteproc remoteproc[01]: Boot failed: -22$
# log: ^stm32-rproc 10000000.m4: can't change firmware while running$
. /lib/dt-bad.sh

attach_refused "Invalid argument"
