#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A running vdev is unbound from its driver through sysfs, if sysfs offers that. In either
# case nothing breaks, and the remote processor stops and starts. The unbind used to leave
# the virtio device behind on freed memory.
#
# loops: 3 200
# timeout: 30
# log: mailbox: Try increasing MBOX_TX_QUEUE_LEN
# log: stm32_rproc_kick: failed \(vq[01], err:-105\)
. /lib/rproc.sh

plan $((LOOPS * 4 + 2))

driver=/sys/bus/platform/drivers/rproc-virtio

# Not offered is as good as done.
unbind()
{
	for vdev in "$driver"/rproc-virtio.*; do
		[ -e "$vdev" ] || continue
		[ ! -e "$driver/unbind" ] || echo "${vdev##*/}" > "$driver/unbind"
	done
}

# Messages in flight may get no answer: that is no failure.
still_there()
{
	rpmsg-ping -n 0 -i 4 -w 1000 "$(raw_dev)" > /dev/null 2>&1 &
	traffic=$!
	usleep 100000
	unbind
	usleep 100000
	kill $traffic 2>/dev/null
	wait $traffic
	is running
}

fw echo
for i in $(seq "$LOOPS"); do
	must "start $i" start
	must "messages flow" ping_raw -n 50
	check "unbind under traffic" still_there
	must "stop $i" stop
done
check "start after that" start
check_leaks
ktap_finished
