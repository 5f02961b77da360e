#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The mailbox driver of vdev@0 is unbound and bound again while Linux is attached. The
# vdev waits for its pool. When the M4 crashes, the pool is free. The recovery, which is
# an attach, is tried again.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: no-parent-mbox-pool
# loops: 3 200
# timeout: 40
# log: attach_recovery: loading out-of-tree module taints kernel
# log: could not locate channel named "(shutdown|detach)"$
# log: ^remoteproc remoteproc0: cannot get (shutdown|detach) mbox$
# log: crash detected in m4
# log: handling crash #[0-9]+ in m4
# log: recovering m4
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 is not ready yet$
# log: ^remoteproc remoteproc0: Failed to process resources: -517$
# log: ^remoteproc remoteproc0: recovery of m4 failed: -517$
. /lib/dt.sh

plan $((LOOPS * 4 + 4))

recovers()
{
	echo 1 > "$D/crash"
	wait_for 5 "the vdev" started 0 && wait_for 5 "the attach to end" is attached
}

must "found detached" is detached
must "the M4 is to recover by attaching" insmod /lib/modules/attach_recovery.ko
must "attach" start
for i in $(seq "$LOOPS"); do
	check "messages: $i" echoes 0
	must "the mailbox goes and comes" eval "mailbox unbind && mailbox bind"
	check "the vdev waits for its pool" eval "fails bound_to_driver 0 && is attached"
	must "the M4 crashes, and recovers with the vdev" recovers
done
check_leaks
ktap_finished
