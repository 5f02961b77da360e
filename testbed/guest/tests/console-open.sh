#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 is started and stopped while a process opens and closes its console without
# pause. An open just before the removal of the console must not use freed memory.
#
# loops: 10 300
# timeout: 60
# log: hvc_open: request_irq failed with rc -22
. /lib/hostile.sh

plan $((LOOPS * 3 + 1))

opens()
{
	while :; do
		[ ! -c /dev/hvc0 ] || : < /dev/hvc0
	done 2> /dev/null
}

fw console-plain
opens &
opener=$!
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "hvc0 is there $i" wait_for 5 "hvc0" test -c /dev/hvc0
	check "stop $i" stops
done
kill $opener
wait $opener 2> /dev/null
check_leaks
ktap_finished
