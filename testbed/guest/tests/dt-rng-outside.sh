#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware that checks its descriptors, and a vdev without a region. The firmware reports
# the buffer in the system's memory and does not return it. The other tests rely on this.
#
# dt: rng-system
# timeout: 30
. /lib/dt.sh

plan 5

fw rng-window
must "start" start
check "a buffer in DDR is reported" wait_for 5 "the report" \
	trace_has '^vdev0 vring0: outside of the window: da [c-d][0-9a-f]{7} len [0-9]+$'
check "and not returned" fails timeout $((5 * SLOW)) head -c 1 /dev/hwrng
check "stop" stop
check_leaks
ktap_finished
