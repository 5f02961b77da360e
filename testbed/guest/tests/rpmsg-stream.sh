#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Many messages, 16 in flight, over a legacy vdev: see lib/stream.sh.
#
# loops: 1 200
# timeout: 90
. /lib/stream.sh

streams echo echo-quiet
