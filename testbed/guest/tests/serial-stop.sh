#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 is stopped while a process uses the port of an rproc_serial device. The stop does
# not wait for the process. The process gets ENODEV, or POLLHUP from poll, even if it
# waits for a page of its own memory meanwhile. Linux used to continue with queues and
# memory that had been freed. Data that were there before the stop can be read.
#
# loops: 2 100
# log: virtio-ports vport[0-9]+p0: Errors adding [0-9]+ buffers back to vq
# timeout: 60
. /lib/hostile.sh

plan $((LOOPS * 4 * 5 + 2))

waits()
{
	grep -q waits /tmp/user
}

has_port()
{
	port=$(port_dev)
}

# meanwhile HOW RESULT [FILE]: what port-user has to get; its page comes with FILE
meanwhile()
{
	rm -f /tmp/go
	must "start" start
	must "there is a port" has_port
	# shellcheck disable=SC2086 # none, or one word
	port-user "$1" "$port" ${3-} > /tmp/user 2>&1 &
	user=$!
	must "$1 waits" wait_for 5 "it" waits
	check "stop" stops
	touch /tmp/go
	wait $user
	ktap_print_msg "$1: $(tail -n 1 /tmp/user)"
	check "$1 gets $2" grep -q "^result $2\$" /tmp/user
}

fw serial
for _ in $(seq "$LOOPS"); do
	meanwhile read 16 /tmp/go
	meanwhile write -19 /tmp/go	# ENODEV
	meanwhile wait -19
	meanwhile poll 16	# POLLHUP
done
check "good firmware works" good
check_leaks
ktap_finished
