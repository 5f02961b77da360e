#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-stream with vdev@0 in the device tree and without a mailbox there: the kick of the
# M4's driver rings the M4's own channels.
#
# dt: kick
# loops: 1 200
# timeout: 90
. /lib/stream.sh

streams echo echo-quiet
