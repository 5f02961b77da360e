#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# hostile-table with vdev@0 in the device tree. vdev@0 has its own mailbox channels.
#
# dt: rproc-vdev
# loops: 5 500
# timeout: 60
. /lib/hostile.sh

hostile_table
