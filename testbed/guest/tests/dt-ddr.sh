#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Vrings and buffers of vdev@0 are in regions in DDR. The M4's bus reaches DDR.
#
# dt: ddr
# timeout: 30
. /lib/dt.sh

plan 6

fw echo
must "start" start
check "messages" echoes 0
check "vrings and buffers in DDR" eval \
	"vring_at 0 0 da000000 0 && vring_at 0 1 da001000 1 && buffers_at 0 da010000"
check "stop" stop
check "start, messages, stop" round 0
check_leaks
ktap_finished
