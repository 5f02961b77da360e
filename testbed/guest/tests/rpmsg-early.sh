#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 does not wait for Linux to be ready: it announces its services as soon as
# there is a buffer to send with. Through channels of the vdev's own that used to call
# a driver that had not finished its probe.
#
# dt: rproc-vdev
# loops: 30 1000
# timeout: 90
. /lib/dt.sh

plan $((LOOPS * 2 + 2))

# It may send with what the last start has left in the rings, so it may go unheard.
fw early
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "stop $i" stop
done
fw echo
check "firmware that waits: start, messages, stop" round 0
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
