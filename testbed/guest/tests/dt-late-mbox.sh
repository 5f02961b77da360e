#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The driver of vdev@0's mailbox is unbound and bound again. Without the driver, a start
# fails with EAGAIN and leaves nothing behind. With the driver, the next start works. When
# the driver is unbound while messages flow, the M4 continues to run, and its next boot
# has the vdev again.
#
# dt: no-parent-mbox
# loops: 30 1000
# timeout: 80
# log: ^platform 10000000\.m4:vdev@0: deferred probe pending: 
# log: could not locate channel named "(shutdown|detach)"$
# log: ^remoteproc remoteproc0: cannot get (shutdown|detach) mbox$
# log: ^remoteproc remoteproc0: vdev 0: /ahb/m4@10000000/vdev@0 is not ready yet$
# log: ^remoteproc remoteproc0: Failed to process resources: -517$
# log: ^remoteproc remoteproc0: Boot failed: -517$
. /lib/dt-bad.sh

plan $((LOOPS * 7 + 2))

has_driver()
{
	[ -e "$(vdev 0)/driver" ]
}

fw echo
for i in $(seq "$LOOPS"); do
	must "start, messages: $i" eval "start && ping_of 0 -n 20"
	must "traffic" traffic "$(raw_of 0)"
	check "the mailbox goes, and with it the vdev" eval \
		"mailbox unbind && fails started 0 && fails has_driver && is running && traffic_ends"
	must "stop" stop
	check "start fails: not ready, try again" start_fails "Resource temporarily unavailable"
	check "nothing is left behind" nothing_left
	must "the mailbox comes back, and with it the vdev" eval \
		"mailbox bind && wait_for 5 'the driver of vdev@0' has_driver"
done
check "start, messages, stop" round 0
check_leaks
ktap_finished
