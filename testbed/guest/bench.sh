#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# For make bench: messages in windows that a plugin of QEMU's counts. What to do is on
# the kernel command line: testbed.bench=FIRMWARE:WHAT-SIZE-COUNT+...,FIRMWARE:...
# A line 'window|FIRMWARE|WHAT|SIZE|COUNT' for each, in their order. The console is silent
# in a window, as printing costs; the first of its warnings and errors come later, a line
# 'error|TEXT' each.
. /lib/dt-console.sh

todo=$(sed -n 's/.*\<testbed\.bench=\([^ ]*\).*/\1/p' /proc/cmdline)

device()	# FIRMWARE
{
	case $1 in
	console*) wait_for 5 "port 0" port 0 > /dev/null && port 0 ;;
	*) raw_dev ;;
	esac
}

console()	# silent|loud
{
	case $1 in
	silent) echo N > /sys/module/printk/parameters/ignore_loglevel && dmesg -n 1 && dmesg -c > /dev/null ;;
	loud) echo Y > /sys/module/printk/parameters/ignore_loglevel ;;
	esac
}

plan 1
for part in $(echo "$todo" | tr , ' '); do
	firmware=${part%%:*}
	fw "$firmware"
	start || exit 1
	dev=$(device "$firmware") || exit 1
	# What the start has set off is over then.
	usleep 400000
	for run in $(echo "${part#*:}" | tr + ' '); do
		what=${run%%-*} rest=${run#*-}
		console silent || exit 1
		rpmsg-bench "$what" "${rest#*-}" "${rest%-*}" "$dev" > /dev/null || exit 1
		dmesg -r | sed -n 's/^<[0-4]>\[[^]]*\]\(\[[^]]*\]\)\? */error|/p' | head -n 5 >> /tmp/windows
		console loud
		# What prints on the console lags behind, into the next window.
		echo "window|$firmware|$what|${rest%-*}|${rest#*-}" >> /tmp/windows
	done
	stop || exit 1
done
cat /tmp/windows
ktap_test_pass "all windows"
ktap_finished
