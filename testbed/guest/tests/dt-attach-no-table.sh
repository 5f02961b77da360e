#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# stm32-attach-no-table with vdev@0 in the device tree. The boot loader has found no
# resource table, and the attach fails for that reason. There is no way out but a reset.
#
# board: m4-elf=echo.elf
# dt: rproc-vdev
# timeout: 30
# log: the register of st,syscfg-rsc-tbl holds 0: the boot loader has found no resource table
# log: ^remoteproc remoteproc[01]: can't load resource table: -2$
# log: ^remoteproc remoteproc[01]: Boot failed: -2$
# log: ^stm32-rproc 10000000.m4: can't change firmware while running$
. /lib/dt-bad.sh

attach_refused "No such file or directory"
