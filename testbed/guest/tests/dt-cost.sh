#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a message costs, there and back: waits of the tasks that pass it on, interrupts of
# the mailbox, doorbells. In one run for a legacy vdev and for one of the device tree, both
# on the same firmware. The device tree's costs no more.
#
# An undisturbed message has two doorbells, for what is sent and for the buffer that is
# given back; an interrupt for each that the M4 has seen and one for the answer; and four
# waits. On a busy host some of them fall together, so load only takes away from these
# numbers. Of many short turns the one with the most events counts. A step more in the
# device tree's path is a whole event more. The time is printed only: it depends on the host.
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

value()	# NAME FILE: the most of all turns, in hundredths
{
	sed -n "s/.*\\<$1=\\([0-9]*\\)\\.\\([0-9]*\\).*/\\1\\2/p" "$2" | sort -n | tail -n 1
}

no_more()	# NAME LEAST: not half an event more than legacy, or than an undisturbed message
{
	new=$(value "$1" /tmp/dt) old=$(value "$1" /tmp/legacy)
	ktap_print_msg "$1 a message, in hundredths: legacy $old, device tree $new"
	[ "$old" -ge "$2" ] || old=$2
	[ $((new - old)) -lt 50 ]
}

fw echo2
must "start" start
wait_for 5 "rpmsg-raw of the legacy vdev" legacy_raw > /dev/null
legacy=$(legacy_raw) dt=$(raw_of 1)
must "messages through both" measure
check "no more context switches" no_more switches 400
check "no more interrupts" no_more interrupts 300
check "no more doorbells" no_more doorbells 200
check "stop" stop
check_leaks
ktap_finished
