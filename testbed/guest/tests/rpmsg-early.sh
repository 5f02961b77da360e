#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 does not wait for Linux to be ready: it announces its services as soon as
# there is a buffer to send with, tells from the first moment on that messages came
# back, and rings all the time. Through channels of the vdev's own that used to call
# a driver that had not finished its probe.
#
# dt: rproc-vdev
# loops: 30 1000
# timeout: 90
. /lib/dt.sh

plan $((LOOPS * 3 + 1))

fw early
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "messages $i" ping_of 0 -n 20
	check "stop $i" stop
done
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
