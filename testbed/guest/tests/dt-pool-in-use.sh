#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The mailbox driver of vdev@0 is unbound and bound again while the M4 runs. The M4 may
# still write to the vrings in the vdev's pool, so the vdev waits until the M4 stops. The
# next start has the vdev again.
#
# dt: no-parent-mbox-pool
# loops: 10 500
# timeout: 60
# log: could not locate channel named "(shutdown|detach)"$
# log: ^remoteproc remoteproc0: cannot get (shutdown|detach) mbox$
# log: ^platform 10000000\.m4:vdev@0: deferred probe pending: 
. /lib/dt-bad.sh

plan $((LOOPS * 4 + 2))

why_not()
{
	grep -q "region pool@10048000 is still in use by the remote processor" \
		/sys/kernel/debug/devices_deferred
}

fw echo
for i in $(seq "$LOOPS"); do
	must "start, messages: $i" eval "start && ping_of 0 -n 20"
	must "the mailbox goes and comes" eval "mailbox unbind && mailbox bind"
	check "the vdev waits for its pool" eval \
		"wait_for 5 'the reason' why_not && fails bound_to_driver 0 && is running"
	must "stop" stop
done
check "start, messages, stop" round 0
check_leaks
ktap_finished
