#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 has crashed, and a sender waits for a buffer that does not come. The system can
# be suspended meanwhile, a signal ends the wait, and the debugging kernel reports nothing
# about the wait.
#
# log: crash detected in m4
# log: handling crash
# log: timeout waiting for a tx buffer
# timeout: 60
. /lib/rproc.sh

# Fills all buffers, then waits for one more.
send()
{
	while echo ping; do
		:
	done > "$1" 2>/dev/null
}

waits()	# PID
{
	[ "$(cut -d' ' -f3 "/proc/$1/stat")" = S ]
}

gone()	# PID
{
	case $(cut -d' ' -f3 "/proc/$1/stat" 2>/dev/null) in
	Z | "") ;;
	*) return 1 ;;
	esac
}

plan 6

fw echo
must "start" start
dev=$(raw_dev) || ktap_exit_fail_msg "no rpmsg-raw"
echo disabled > "$R/recovery"
crash
must "crashed" wait_for 5 "the crash" is crashed

mark
send "$dev" &
pid=$!
sleep 1
must "the sender waits" wait_for 5 "the sender to sleep" waits $pid

# The freezer sends a fake signal.
echo freezer > /sys/power/pm_test
check "the system suspends" eval 'echo mem > /sys/power/state'
sleep 1
kill -KILL $pid
check "a signal ends the wait" wait_for 3 "the end of the sender" gone $pid
check "nothing reported" no_log 'WARNING|BUG:|Oops|Freezing.*failed|stall'
ktap_finished
