#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-stream with one mailbox channel, "vq", for both vrings of vdev@0.
#
# dt: vq-single
# loops: 1 200
# timeout: 90
. /lib/stream.sh

streams echo-vq echo-vq-slow
