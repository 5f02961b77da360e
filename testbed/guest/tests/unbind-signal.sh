#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The driver is unbound while a module holds the lock of the M4. The process that unbinds
# it is killed meanwhile. The M4 is stopped and its vdev is removed all the same. Linux
# used to continue without the lock, and to leave both the M4 and the vdev behind.
#
# loops: 2 50
# timeout: 40
# log: hold: loading out-of-tree module taints kernel
# log: can't lock rproc m4: -4
. /lib/rproc.sh

driver=/sys/bus/platform/drivers/stm32-rproc
m4=10000000.m4

plan $((LOOPS * 7 + 2))

must "module" insmod /lib/modules/hold.ko
for i in $(seq "$LOOPS"); do
	fw echo
	must "start $i" start
	must "it answers" ping_raw -n 5
	echo 2000 > /dev/hold
	sh -c "echo $m4 > $driver/unbind" &
	unbind=$!
	usleep 500000
	check "unbinding waits" kill -0 $unbind
	kill $unbind
	wait
	check "unbound" [ ! -e "$driver/$m4" ]
	check "no vdev is left" no_vdev
	check "the kernel knows that it stopped" log_has 'stopped remote processor m4'
	must "bound again" eval "echo $m4 > $driver/bind"
	mark
done
fw echo
check "it starts, answers, stops" eval "start && ping_raw -n 20 && stop"
ktap_finished
