#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The node of vdev@1 comes first: only reg identifies the vdev.
#
# dt: reverse
# timeout: 30
. /lib/dt.sh

plan 6

fw echo2
must "start" start
check "messages through both" echoes 0 1
check "vdev@0 is the table's first" eval "vring_at 0 0 10040000 0 && vring_at 0 1 10041000 1"
check "vdev@1 is the second" eval "vring_at 1 0 10046000 2 && vring_at 1 1 10047000 3"
check "stop" stop
check_leaks
ktap_finished
