#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A virtio console whose remote never takes what Linux writes to it. Linux does not spin,
# the M4 can be stopped, and the buffers are freed.
#
# loops: 2 100
# timeout: 60
. /lib/hostile.sh

plan $((LOOPS * 3 + 1))

writes()
{
	wait_for 5 "hvc0" test -c /dev/hvc0 && stty -F /dev/hvc0 raw -echo || return 1
	(seq 100 > /dev/hvc0) 2> /dev/null &
	writer=$!
	wait_for 8 "the writer" none_of $writer && wait $writer
}

fw console-deaf
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "somebody writes, and gets through $i" writes
	check "stop $i" stops
done
check_leaks
ktap_finished
