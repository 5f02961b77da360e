#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a message costs, there and back: context switches, interrupts of the
# mailbox, doorbells, time. In one run for a legacy vdev and for one of the device tree, both
# on the same firmware. The device tree's costs no more. The time is printed only:
# it depends on the host.
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
	for _ in 1 2 3 4 5; do
		rpmsg-ping -n 300 -s 32 "$legacy" >> /tmp/legacy &&
			rpmsg-ping -n 300 -s 32 "$dt" >> /tmp/dt || return 1
	done
	sed 's/^/legacy: /' /tmp/legacy
	sed 's/^/device tree: /' /tmp/dt
}

value()	# NAME FILE: the median of the runs, in hundredths
{
	sed -n "s/.*\\<$1=\\([0-9]*\\)\\.\\([0-9]*\\).*/\\1\\2/p" "$2" | sort -n | sed -n 3p
}

no_more()	# NAME: of it than legacy, give or take a tenth for the noise
{
	new=$(value "$1" /tmp/dt) old=$(value "$1" /tmp/legacy)
	ktap_print_msg "$1 a message, in hundredths: legacy $old, device tree $new"
	[ $((new * 10)) -le $((old * 11)) ]
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
