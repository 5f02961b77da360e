#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-stream with vdev@0 in the device tree. vdev@0 has its own mailbox channels.
#
# dt: rproc-vdev
# loops: 1 200
# timeout: 90
. /lib/stream.sh

streams echo echo-quiet
