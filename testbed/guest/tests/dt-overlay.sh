#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An overlay with vdev@1 is removed and applied again while messages flow through both
# vdevs. Every other time the messages of vdev@1 pass through an rpmsg_char file that
# stays open. vdev@0 works without interruption, and the M4 continues to run. The M4's
# next boot finds the new node of vdev@1 and binds it.
#
# dt: vdev0-only
# loops: 30 1000
# timeout: 240
# log: overlay: loading out-of-tree module taints kernel
. /lib/dt.sh

plan $((LOOPS * 7 + 5))

# One message at a time through a file that stays open from before the removal to
# after the next boot. (The device can be opened only once.)
hold()
{
	exec 3<> "$old" || return 1
	while printf 'a message' && dd bs=512 count=1; do
		:
	done <&3 >&3 2> /dev/null &
	# shellcheck disable=SC2034 # for traffic_ends
	pinging=$!
	usleep 100000
}

# In odd rounds with a file held, in even ones as fast as it goes.
some_traffic()
{
	old=$(raw_of 1) || return 1
	if [ $(($1 % 2)) = 1 ]; then
		hold
	else
		traffic "$old"
	fi
}

write_fails()
{
	[ $(($1 % 2)) = 0 ] || ! printf late 2> /dev/null >&3
}

must "the module loads" insmod /lib/modules/overlay.ko
must "the overlay is applied" overlay vdev1.dtbo
fw echo2
for i in $(seq "$LOOPS"); do
	must "start, messages through both: $i" eval "start && ping_of 0 -n 20 && ping_of 1 -n 20"
	must "traffic through it" some_traffic "$i"
	rpmsg-ping -n 100 -s 100 -i 4 "$(raw_of 0)" > /dev/null &
	other=$!
	check "the overlay is removed, vdev@1 is gone" eval "overlay remove && gone 1"
	check "traffic through it has ended, that through vdev@0 has not" eval \
		"traffic_ends && wait $other && write_fails $i"
	check "vdev@0 works on" ping_of 0 -n 20
	check "the overlay is back, vdev@1 waits for the next boot" eval \
		"overlay vdev1.dtbo && fails started 1 && ping_of 0 -n 20"
	must "stop" stop
	exec 3>&-
done
check "start, messages through both, stop" round 0 1
check "the overlay is removed when stopped" eval "overlay remove && gone 1"
check_leaks
ktap_finished
