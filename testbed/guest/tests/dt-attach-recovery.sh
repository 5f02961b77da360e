#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The recovery from a crash is an attach. The mailbox of vdev@0 is missing, so the
# recovery fails. It is tried again as soon as the mailbox is there.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: no-parent-mbox
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

crash_without_mailbox()
{
	mailbox unbind && is attached || return 1
	mark
	echo 1 > "$D/crash"
	expect_log 'recovery of m4 failed: -517$' && is detached
}

must "found detached" is detached
must "the M4 is to recover by attaching" insmod /lib/modules/attach_recovery.ko
must "attach" start
for i in $(seq "$LOOPS"); do
	check "messages: $i" echoes 0
	must "the mailbox goes, the M4 crashes, its recovery has to wait" crash_without_mailbox
	check "nothing is left behind" eval "no_carveouts && no_memory_taken"
	must "the mailbox comes, and Linux attaches" eval \
		"mailbox bind && wait_for 5 attached is attached"
done
check_leaks
ktap_finished
