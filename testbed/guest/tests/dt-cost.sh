#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a message costs, there and back: context switches, interrupts of the
# mailbox, doorbells, time. In one run for a legacy vdev and for one of the device tree, both
# on the same firmware. The device tree's costs no more. A step more in its path would be a
# whole event more for each message; less than half of one is what a busy host causes, where
# doorbells fall together. The time is printed only: it depends on the host.
#
# dt: mixed-second
# timeout: 60
. /lib/dt.sh

plan 7

legacy_raw()
{
	raw_below "$(echo "$R"/rproc-virtio.*.auto)"
}

# Turn by turn, so that what else goes on in the host hits both.
measure()
{
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		rpmsg-ping -n 100 -s 32 "$legacy" >> /tmp/legacy &&
			rpmsg-ping -n 100 -s 32 "$dt" >> /tmp/dt || return 1
	done
	sed 's/^/legacy: /' /tmp/legacy
	sed 's/^/device tree: /' /tmp/dt
}

value()	# NAME FILE: the median of the runs, in hundredths
{
	sed -n "s/.*\\<$1=\\([0-9]*\\)\\.\\([0-9]*\\).*/\\1\\2/p" "$2" | sort -n | sed -n 8p
}

no_more()	# NAME: no whole one of it more than legacy
{
	new=$(value "$1" /tmp/dt) old=$(value "$1" /tmp/legacy)
	ktap_print_msg "$1 a message, in hundredths: legacy $old, device tree $new"
	[ $((new - old)) -lt 50 ]
}

fw echo2
must "start" start
wait_for 5 "rpmsg-raw of the legacy vdev" legacy_raw > /dev/null
legacy=$(legacy_raw) dt=$(raw_of 1)
must "messages through both" measure
check "no more context switches" no_more switches
check "no more interrupts" no_more interrupts
check "no more doorbells" no_more doorbells
check "stop" stop
check_leaks
ktap_finished
