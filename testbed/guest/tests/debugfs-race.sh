#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Carveouts and the resource table are read in debugfs all the time, while the M4 starts
# and stops. Linux used to print freed memory, and to follow the pointers in it.
#
# loops: 60 2000
# timeout: 60
. /lib/rproc.sh

plan 3

reading()
{
	while :; do
		cat "$D/carveout_memories" "$D/resource_table" > /dev/null
	done
}

fw echo
reading & readers=$!
reading & readers="$readers $!"
n=0
while [ $n -lt "$LOOPS" ] && start && stop; do
	n=$((n + 1))
done
check "started and stopped $LOOPS times" [ $n -eq "$LOOPS" ]
# shellcheck disable=SC2086 # a list
check "still reading" kill $readers
wait
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
