#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 writes DRIVER_OK into the status of its vdev while Linux sets up the driver.
# Linux does not rely on that value: the M4 starts, messages flow, the M4 stops, and good
# firmware works.
#
# loops: 5 500
# timeout: 60
. /lib/hostile.sh

plan $((LOOPS * 5 + 1))

for i in $(seq "$LOOPS"); do
	fw hostile-status
	must "start $i" start
	check "it has scribbled $i" wait_for 5 "the M4" trace_has "scribbles status"
	check "messages $i" ping_raw -n 50
	must "stop $i" stop
	must "good firmware works $i" good
done
check_leaks
ktap_finished
