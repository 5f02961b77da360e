#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The helpers of these tests. A device that appears after the wait for it has begun is
# found. The output of a wait that times out is not taken for the device.
#
# timeout: 30
. /lib/rproc.sh

plan 4

late()	# FILE: it comes in half a second
{
	{ usleep 500000; : > "$1"; } &
}

finds()	# FILE COMMAND
{
	late "$1"
	found=$("$2")
	wait
	rm "$1"
	[ "$found" = "$1" ] || { ktap_print_msg "$2 found: $found"; return 1; }
}

late_file()
{
	wait_for 5 "a file" first_of '/tmp/late-*'
}

in_vain()
{
	found=$(wait_for 0 "a file that never comes" first_of '/dev/never*' 2> /tmp/said)
	[ -z "$found" ] && grep -q 'waited in vain for: a file that never comes' /tmp/said
}

check "a tty that comes late" finds /dev/ttyRPMSG7 tty_dev
check "a port that comes late" finds /dev/vport7p0 port_dev
check "a pattern" finds /tmp/late-7 late_file
check "a wait in vain" in_vain
ktap_finished
