#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A virtio console whose remote never takes what Linux writes to it. Linux does not spin,
# the M4 can be stopped, and the buffers are freed.
#
# loops: 2 100
# timeout: 60
. /lib/hostile.sh

plan $((LOOPS * 4 + 1))

has_hvc0()
{
	wait_for 5 "hvc0" test -c /dev/hvc0 && stty -F /dev/hvc0 raw -echo
}

# takes COMMAND...: its duration, in hundredths of a second, in $took
takes()
{
	read -r begun _ < /proc/uptime
	"$@"
	read -r ended _ < /proc/uptime
	took=$((1${ended#*.} - 1${begun#*.} + (${ended%.*} - ${begun%.*}) * 100))
}

writes_line()
{
	echo > /dev/hvc0
}

# A first write that spins takes 100 ms or more, the second one does not spin any more:
# on a busy host, both are slow.
at_once()
{
	for _ in 1 2 3 4 5; do
		has_hvc0 || return 1
		takes writes_line
		first=$took
		takes writes_line
		ktap_print_msg "the first write took $first hundredths of a second, the second one $took"
		[ $first -ge $((5 + took * 2)) ] || return 0
		stops && start || return 1
	done
	return 1
}

# a buffer that is not taken either
writes()
{
	(seq 100 > /dev/hvc0) 2> /dev/null &
	writer=$!
	wait_for 8 "the writer" none_of $writer && wait $writer
}

fw console-deaf
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "the first write does not wait $i" at_once
	check "somebody writes, and gets through $i" writes
	check "stop $i" stops
done
check_leaks
ktap_finished
