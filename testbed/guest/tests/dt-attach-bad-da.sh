#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started an M4 whose table has fixed addresses for the vrings, and the
# pool of vdev@0 is elsewhere. The attach fails and releases everything, and the log gives
# both addresses. There is no way out but a reset, as in dt-attach-bad-id.
#
# board: m4-elf=da-fixed.elf m4-rsc-table=0x10020000
# dt: pool
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 0 has device address 0x1004[89a-f]000, the firmware requests 0x10040000, or an earlier kernel left it in the table$
# log: ^remoteproc remoteproc[01]: Failed to process resources: -22$
# log: ^remoteproc remoteproc[01]: Boot failed: -22$
# log: ^stm32-rproc 10000000.m4: can't change firmware while running$
. /lib/dt-bad.sh

attach_refused "Invalid argument"
