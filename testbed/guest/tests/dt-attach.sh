#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4. Linux attaches, binds vdev@0 to the M4's table,
# passes messages and detaches, repeatedly. In the end the M4 is stopped, and boots
# firmware as usual, also firmware without a table: nothing of the M4's table is left.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: rproc-vdev
# loops: 3 200
# timeout: 30
# log: no resource table found for this firmware
. /lib/elf.sh
. /lib/dt.sh

plan $((LOOPS * 5 + 9))

must "found detached" is detached
check "vdev@0 is there, not started" eval "bound_to_driver 0 && fails started 0"
for i in $(seq "$LOOPS"); do
	must "attach $i" start
	check "messages" echoes 0
	check "vrings and buffers are in the regions" eval \
		"vring_at 0 0 10040000 0 && vring_at 0 1 10041000 1 && buffers_at 0 10042000"
	check "detach $i" detach
	check "detached, nothing left" eval "is detached && fails started 0 && no_memory_taken"
done
check "attach once more" start
check "stop while attached" stop
like no-vdev
change_section 0 4 0
check "firmware without a table starts, stops" no_table layout
fw echo
check "start, messages, stop" round 0
check "firmware without a table again" no_table layout
check "no memory when stopped" no_carveouts
check_leaks
ktap_finished
