#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 does not wait until Linux is ready: it announces its services as soon as it has a
# buffer to send with. With the vdev's own mailbox channels, Linux used to call a driver
# whose probe had not finished.
#
# dt: rproc-vdev
# loops: 30 1000
# timeout: 90
. /lib/dt.sh

plan $((LOOPS * 2 + 3))

# It may send with what the last start has left in the rings, so it may go unheard.
fw early
announced=0
for i in $(seq "$LOOPS"); do
	must "start $i" start
	[ "$announced" -gt 0 ] || ! trace_has announces || announced=$i
	check "stop $i" stop
done
check "the M4 has announced its services" [ "$announced" -gt 0 ]
fw echo
check "firmware that waits: start, messages, stop" round 0
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
