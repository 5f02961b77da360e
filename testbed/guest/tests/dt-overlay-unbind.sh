#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@1 is removed twice at the same time, while messages flow through it: by the removal
# of the overlay with its node, and by the unbind of the M4's driver. Both wait until
# vdev@1 does not exist any more. After the driver is bound again, everything works as
# before.
#
# dt: vdev0-only
# loops: 26 1000
# timeout: 80
# log: overlay: loading out-of-tree module taints kernel
. /lib/dt.sh

plan $((LOOPS * 6 + 2))

driver=/sys/bus/platform/drivers/stm32-rproc

# In every third round while the M4 is stopped, in the others while the vdevs are
# removed, somewhat earlier or later.
remove_twice()	# LOOP
{
	echo 10000000.m4 > $driver/unbind &
	unbind=$!
	[ $(($1 % 3)) = 0 ] || wait_for 5 "the M4 to be stopped" fails is running
	usleep $(($1 % 13 * 6000))
	overlay remove && wait $unbind
}

all_gone()
{
	! find_rproc && [ ! -e '/sys/bus/platform/devices/10000000.m4:vdev@1' ] &&
		[ ! -e /proc/device-tree/ahb/m4@10000000/vdev@1 ]
}

must "the module loads" insmod /lib/modules/overlay.ko
for i in $(seq "$LOOPS"); do
	fw echo2
	must "the overlay is applied, start, messages through both: $i" eval \
		"overlay vdev1.dtbo && start && ping_of 0 -n 10 && ping_of 1 -n 10"
	must "traffic" traffic "$(raw_of 0)" "$(raw_of 1)"
	check "unbind and overlay at the same time" remove_twice "$i"
	check "remote processor, vdev and node are gone" all_gone
	check "traffic has ended" traffic_ends
	must "bind" eval "echo 10000000.m4 > $driver/bind && find_rproc && bound_to_driver 0"
done
check_leaks
ktap_finished
