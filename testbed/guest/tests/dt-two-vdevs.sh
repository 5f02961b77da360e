#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two rpmsg vdevs in the device tree: messages through both at the same time,
# notifyids in table order, and both recover from a crash of the M4.
#
# dt: rproc-two-vdevs
# loops: 3 200
# timeout: 50
# log: crash detected in m4: type watchdog
# log: handling crash #[0-9]+ in m4
# log: recovering m4
. /lib/dt.sh

plan $((LOOPS * 8 + 4))

both_at_once()
{
	one=$(raw_of 0) two=$(raw_of 1) || return 1
	rpmsg-ping -n 500 -s 200 -i 4 "$one" &
	pinging=$!
	rpmsg-ping -n 500 -s 200 -i 4 "$two" && wait $pinging
}

where_they_should_be()
{
	vring_at 0 0 10040000 0 && vring_at 0 1 10041000 1 && buffers_at 0 10042000 &&
		vring_at 1 0 10046000 2 && vring_at 1 1 10047000 3 && buffers_at 1 10048000
}

crash_under_traffic()
{
	one=$(raw_of 0) two=$(raw_of 1) && traffic "$one" "$(tty_dev)" || return 1
	printf CRASH > "$two" && traffic_ends &&
		expect_log 'remote processor m4 is now up'
}

must "both are there" eval "bound_to_driver 0 && bound_to_driver 1"
fw echo2
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "messages through each" echoes 0 1
	check "and through both at once" both_at_once
	check "memory and notifyids" where_they_should_be
	mark
	must "the M4 crashes and recovers" crash_under_traffic
	check "messages through each" echoes 0 1
	check "memory and notifyids as before" where_they_should_be
	must "stop $i" stop
done
fw echo
check "firmware with one vdev: the other stays unbound" eval "start && echoes 0 && fails started 1"
check "stop" stop
check_leaks
ktap_finished
