#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4's driver is unbound while messages flow and a file is open: the vdev is removed
# as well. After the driver is bound again, everything works as before.
#
# dt: rproc-vdev
# loops: 30 1000
# timeout: 80
. /lib/dt.sh

plan $((LOOPS * 5 + 2))

driver=/sys/bus/platform/drivers/stm32-rproc

hold_and_traffic()
{
	exec 3<> "$(raw_of 0)"
	traffic "$(tty_dev)"
}

for i in $(seq "$LOOPS"); do
	fw echo
	must "start, messages: $i" eval "start && ping_of 0 -n 20"
	must "traffic, and a file held open" hold_and_traffic
	check "unbind" eval "echo 10000000.m4 > $driver/unbind"
	check "remote processor and vdev are gone, traffic has ended" eval \
		"fails find_rproc && [ ! -e '/sys/bus/platform/devices/10000000.m4:vdev@0' ] && traffic_ends"
	exec 3>&-
	must "bind" eval "echo 10000000.m4 > $driver/bind && find_rproc && bound_to_driver 0"
done
fw echo
check "start, messages, stop" round 0
check_leaks
ktap_finished
