#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4, and virtio,id of the node does not fit its table.
# The attach fails and releases everything. There is no way out but a reset, as the pages
# say: the M4 runs, and Linux does not stop what it has not attached to.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: bad-id
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: virtio,id is 3, the firmware's vdev 0 has id 7$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

plan 12

stop_fails()
{
	error=$( (stop) 2>&1) && return 1
	[ "${error%"Invalid argument"}" != "$error" ]
}

must "found detached" is detached
for i in 1 2; do
	mark
	check "attach fails: $i" start_fails "Invalid argument"
	check "the log says why: $i" all_said
	check "still detached: $i" is detached
	check "nothing is left behind: $i" released
	check "stop is refused: $i" stop_fails
done
check_leaks
ktap_finished
