#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Linux attaches to the M4, then vdev@1 is removed from the device tree. The M4 keeps the
# memory of vdev@1 until it stops. The M4 crashes and recovers. The firmware of the
# recovery finds no memory of vdev@1 in its table.
#
# board: m4-elf=echo2.elf m4-rsc-table=0x10020000
# dt: vdev0-only
# timeout: 40
# log: overlay: loading out-of-tree module taints kernel
# log: crash detected in m4
# log: handling crash #[0-9]+ in m4
# log: recovering m4
. /lib/dt.sh

plan 13

# entry N: of the vdev at that position, from the table as Linux has it
entry()
{
	awk -v n="$1" '/is of type/ { on = /vdev/; i += on } on && i == n + 1' \
		"$D/resource_table"
}

# vring_da N DA: all vrings of this vdev have that device address
vring_da()
{
	[ "$(entry "$1" | sed -n 's/^ *Device Address //p' | sort -u)" = "$2" ]
}

up_again()
{
	expect_log 'remote processor m4 is now up' && wait_for 5 running is running
}

must "the module loads" insmod /lib/modules/overlay.ko
cp /lib/firmware/echo2.elf /lib/firmware/rproc-m4-fw
must "the overlay is applied, attach" eval "overlay vdev1.dtbo && is detached && start && is attached"
check "messages through both" echoes 0 1
must "the overlay is removed" overlay remove
check "vdev@0 works on" echoes 0
mark
check "crash" crash_through 0
must "recovered" up_again
check "vdev@0 works" echoes 0
check "the table has no memory of vdev@1" vring_da 1 0xffffffff
check "the M4 has not started it" fails trace_has '^vdev1 .* starts'
check "stop" stop
check "the overlay is back, start, messages through both, stop" eval \
	"overlay vdev1.dtbo && round 0 1"
check_leaks
ktap_finished
