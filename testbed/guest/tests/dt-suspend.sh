#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The system suspends its devices and resumes while the M4 runs. Messages flow before and
# after that, and some are in flight at the suspend.
#
# dt: rproc-vdev
# loops: 3 100
# timeout: 60
. /lib/dt.sh

plan $((LOOPS * 4 + 4))

suspend()
{
	echo mem > /sys/power/state
}

echo devices > /sys/power/pm_test
echo 1 > /sys/module/suspend/parameters/pm_test_delay
fw echo
must "start, messages" eval "start && echoes 0"
for i in $(seq "$LOOPS"); do
	check "suspend and resume: $i" suspend
	check "messages" echoes 0
	rpmsg-ping -n 2000 -s 100 -i 8 -w 30000 "$(raw_of 0)" &
	other=$!
	usleep 50000
	check "suspend and resume under traffic" suspend
	check "no message was lost" wait $other
done
check "stop" stop
check "start, messages, stop" round 0
check_leaks
ktap_finished
