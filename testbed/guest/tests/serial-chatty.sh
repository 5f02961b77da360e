#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An rproc_serial device that fills its buffers as fast as Linux queues them. A close of
# the port discards the unread data, and does not wait until there are no more data. (A
# delay of 2 ms in the loop of discard_port_data() makes the failure certain. Without the
# delay, the emulated M4 is too slow.)
#
# loops: 3 100
# log: virtio-ports vport[0-9]+p0: Errors adding [0-9]+ buffers back to vq
# timeout: 60
. /lib/hostile.sh

plan $((LOOPS * 3 + 1))

opens_and_closes()
{
	dev=$(port_dev) || return 1
	for _ in 1 2 3 4 5; do
		[ "$(timeout $((5 * SLOW)) head -c 3 "$dev")" = '!!!' ] || return 1
	done
}

fw serial-chatty
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "open, read and close $i" opens_and_closes
	check "stop $i" stops
done
check_leaks
ktap_finished
