#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 has crashed and takes no more messages, so a sender waits for a buffer, for up to
# 15 seconds. When the M4 is stopped, or the vdev is removed, neither the stop nor the
# sender waits any longer.
#
# dt: vdev0-only
# loops: 2 100
# timeout: 60
# log: overlay: loading out-of-tree module taints kernel
# log: crash detected in m4
# log: handling crash #[0-9]+ in m4
. /lib/dt.sh

plan $((LOOPS * 8 + 3))

# In the background, message after message until there are no buffers left.
sender()
{
	exec 3<> "$(raw_of 1)" || return 1
	crash_through 0 && wait_for 5 crashed is crashed || return 1
	echo 0 > /tmp/sent
	sent=0
	while printf 'a message' 2> /dev/null >&3; do
		sent=$((sent + 1))
		echo $sent > /tmp/sent
	done &
	pinging=$!
	wait_for 5 "a sender that waits" waits $pinging
}

# All of 16 buffers are on their way, and it sleeps, and still does.
waits()	# PID
{
	[ "$(cat /tmp/sent)" = 16 ] && sleeps "$1" && usleep 50000 && sleeps "$1"
}

sleeps()	# PID
{
	[ "$(cut -d' ' -f3 "/proc/$1/stat")" = S ]
}

# at_once COMMAND...: not in 15 seconds, nor in two
at_once()
{
	begun=$(now_cs)
	"$@" || return 1
	took=$(($(now_cs) - begun))
	ktap_print_msg "$*: $took hundredths of a second"
	[ $took -lt $((200 * SLOW)) ]
}

must "the module loads" insmod /lib/modules/overlay.ko
fw echo2
echo disabled > "$R/recovery"
for i in $(seq "$LOOPS"); do
	must "the overlay is applied, start: $i" eval "overlay vdev1.dtbo && start && echoes 0 1"
	must "the M4 dies, a sender waits" sender
	check "the overlay is removed, at once" eval "at_once overlay remove && gone 1"
	check "the sender has ended" traffic_ends
	exec 3>&-
	check "stop" stop

	must "the overlay is applied, start: $i" eval "overlay vdev1.dtbo && start && echoes 0 1"
	must "the M4 dies, a sender waits" sender
	check "stop, at once; the sender has ended" eval \
		"at_once stop && traffic_ends && overlay remove"
	exec 3>&-
done
fw echo
check "start, messages, stop" round 0
check_leaks
ktap_finished
