#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A process has /dev/rpmsg_ctrl0 open while the M4 stops. Later requests through this file
# are refused. Linux used to look for the bus in freed memory.
#
# loops: 3 100
# timeout: 40
. /lib/rproc.sh

plan $((LOOPS * 7 + 2))

gone()	# REQUEST...
{
	error=$(rpmsg-ioctl "$@" 2>&1 <&3) && return 1
	case $error in
	*"Network dropped connection on reset") ;;
	*) ktap_print_msg "$error"; return 1 ;;
	esac
}

fw echo
for i in $(seq "$LOOPS"); do
	must "start $i" start
	wait_for 5 "/dev/rpmsg_ctrl0" test -c /dev/rpmsg_ctrl0
	exec 3<> /dev/rpmsg_ctrl0
	must "an endpoint $i" rpmsg-ioctl endpoint mine any 5 <&3
	must "stop $i" stop
	check "no endpoint any more $i" gone endpoint mine any 5
	check "no channel $i" gone create rpmsg-raw any 6
	check "none to release $i" gone release rpmsg-raw any 6
	check "start again, answer, stop $i" eval "start && ping_raw -n 20 && stop"
	exec 3>&-
done
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
check_leaks
ktap_finished
