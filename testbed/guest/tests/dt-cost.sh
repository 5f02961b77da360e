#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a message costs, there and back: context switches, interrupts of the
# mailbox, time. In one run for a legacy vdev and for one of the device tree, both
# on the same firmware. The device tree's costs no more. The time is printed only:
# it depends on the host.
#
# dt: mixed-second
# timeout: 60
# log: mailbox: Try increasing MBOX_TX_QUEUE_LEN
# log: stm32_rproc_kick: failed \(vq[01], err:-105\)
. /lib/dt.sh

plan 7

legacy_raw()
{
	raw_below "$(echo "$R"/rproc-virtio.*.auto)"
}

value()	# NAME FILE: the median of three runs, in hundredths
{
	sed -n "s/.*\\<$1=\\([0-9]*\\)\\.\\([0-9]*\\).*/\\1\\2/p" "$2" | sort -n | sed -n 2p
}

measure()	# DEVICE FILE
{
	: > "$2"
	for _ in 1 2 3; do
		rpmsg-ping -n 500 -s 32 "$1" >> "$2" || return 1
	done
	cat "$2"
}

no_more()	# NAME: of it than legacy, give or take a twentieth for the noise
{
	dt=$(value "$1" /tmp/dt) legacy=$(value "$1" /tmp/legacy)
	ktap_print_msg "$1 a message, in hundredths: legacy $legacy, device tree $dt"
	[ $((dt * 20)) -le $((legacy * 21)) ]
}

fw echo2
must "start" start
wait_for 5 "rpmsg-raw of the legacy vdev" legacy_raw > /dev/null
check "messages through the legacy vdev" measure "$(legacy_raw)" /tmp/legacy
check "messages through vdev@1" measure "$(raw_of 1)" /tmp/dt
check "no more context switches" no_more switches
check "no more interrupts" no_more interrupts
check "stop" stop
check_leaks
ktap_finished
