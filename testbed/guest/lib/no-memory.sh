# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests in which the n-th allocation of a start fails. The kernel counts those of
# a task, and the task is this shell, which writes to the file itself.
# shellcheck source=/dev/null
. /lib/rproc.sh

nth=/proc/self/fail-nth

for kind in failslab fail_page_alloc; do
	echo N > /sys/kernel/debug/$kind/ignore-gfp-wait
	echo 0 > /sys/kernel/debug/$kind/verbose
done
echo 0 > /sys/kernel/debug/fail_page_alloc/min-order

# start_failing N: in its N-th allocation; leaves in $left how many were missing
start_failing()
{
	echo "$1" > $nth
	echo start > "$R/state" 2> /dev/null
	read -r left < $nth
	echo 0 > $nth
}

# each_failing WHAT: WHAT must be true after a start that fails in its first
# allocation, and so on to the last; of all these $LOOPS, evenly
each_failing()
{
	start_failing 1000000
	count=$((1000000 - left)) i=0 failed=0
	"$1" none || return 1
	while [ $i -lt "$LOOPS" ] && [ $i -lt $count ]; do
		if [ "$LOOPS" -lt $count ]; then
			n=$((i * count / LOOPS + 1))
		else
			n=$((i + 1))
		fi
		start_failing $n
		"$1" $n || { ktap_print_msg "allocation $n: $(state)"; return 1; }
		i=$((i + 1))
	done
	ktap_print_msg "$i of $count allocations failed, $failed starts with them"
	[ $failed -gt 0 ]
}
