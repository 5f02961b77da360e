# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests of many messages, 16 under way: none is lost, none comes out of order. Between
# the first ones are those of the sample client, whose callback sleeps.
# shellcheck source=/dev/null
. /lib/dt.sh

# streams FIRMWARE...: the whole test, $LOOPS times 5,000 messages each
streams()
{
	plan $(($# * 4 + 2))
	check "sample client loads" sample_in
	for firmware in "$@"; do
		fw "$firmware"
		mark
		must "$firmware: start" start
		check "$firmware: all come back in their order" all_come_back
		check "$firmware: sample client has 100 answers" sample_done
		check "$firmware: stop" stop
	done
	check_leaks
	ktap_finished
}

# A line for each 5,000: without one for half a minute, a board counts as hung.
stream()	# DEVICE
{
	for _ in $(seq "$LOOPS"); do
		rpmsg-bench stream 5000 64 "$1" || return 1
	done
}

all_come_back()
{
	raw=$(raw_dev) && stream "$raw"
}
