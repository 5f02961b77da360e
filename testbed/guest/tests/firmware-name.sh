#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The name of the firmware is as long as sysfs accepts. It is read back, and is read all
# the time while it changes. Linux used to write two bytes beyond the page.
#
# loops: 300 10000
# timeout: 60
. /lib/rproc.sh

plan 5

file=$R/firmware
long=$(head -c 4095 /dev/zero | tr '\0' a)

set_name()
{
	printf %s "$1" > "$file"
}

begins()	# with what was written; one byte less of it fits
{
	[ "$(head -c 4000 "$file")" = "$(printf %.4000s "$long")" ]
}

reading()
{
	while :; do
		cat "$file" > /dev/null
	done
}

mark
check "a name of 4095 bytes" set_name "$long"
check "is read back" begins
check "nothing reported" no_log 'bad count|WARNING|BUG:|Oops'

reading & readers=$!
reading & readers="$readers $!"
n=0
while [ $n -lt "$LOOPS" ] && set_name "$n.elf" && set_name "$long"; do
	n=$((n + 1))
done
# shellcheck disable=SC2086 # a list
kill $readers
wait
check "changed $LOOPS times" [ $n -eq "$LOOPS" ]
fw echo
check "it starts, answers, stops" eval "start && ping_raw -n 20 && stop"
ktap_finished
