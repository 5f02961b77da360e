#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The node of vdev@0 is disabled: the vdev is legacy, as if there were no node.
#
# dt: disabled
# timeout: 30
. /lib/dt.sh

plan 7

check "no device for vdev@0" [ ! -e "$(vdev 0)" ]
fw echo
must "start" start
check "messages" ping_raw -n 200 -s 64
check "a legacy vdev" legacy_vdevs_are 1
check "vrings and buffers where the M4's own regions are" eval \
	"vring_at 0 0 10040000 0 && vring_at 0 1 10041000 1 && buffers_at 0 10042000"
check "stop" stop
check_leaks
ktap_finished
