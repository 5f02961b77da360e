#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 is stopped while somebody reads from the port of an rproc_serial device, or
# writes to it, and waits for a page of his own: the stop does not wait for him, and he
# is told that the device has gone. He used to go on with queues that had been freed.
#
# loops: 2 100
# log: virtio-ports vport[0-9]+p0: Errors adding [0-9]+ buffers back to vq
# timeout: 40
. /lib/hostile.sh

plan $((LOOPS * 8 + 2))

port()
{
	set -- /dev/vport*p0
	[ -c "$1" ] && echo "$1"
}

has_port()
{
	wait_for 5 "the port" port > /dev/null
}

faults()
{
	grep -q fault /tmp/fault
}

through()	# read|write
{
	rm -f /tmp/go
	must "start" start
	must "there is a port" has_port
	port-fault "$1" "$(port)" /tmp/go > /tmp/fault 2>&1 &
	user=$!
	wait_for 5 "the fault" faults
	check "stop" stops
	touch /tmp/go
	wait $user
	ktap_print_msg "$1: $(tail -n 1 /tmp/fault)"
	check "$1 fails with ENODEV" grep -q '^result -19$' /tmp/fault
}

fw serial
for _ in $(seq "$LOOPS"); do
	through read
	through write
done
check "good firmware works" good
check_leaks
ktap_finished
