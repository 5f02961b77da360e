#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-stream through two vdevs at the same time.
#
# dt: rproc-two-vdevs
# loops: 1 200
# timeout: 90
. /lib/stream.sh

both_come_back()
{
	one=$(raw_of 0) two=$(raw_of 1) || return 1
	stream "$one" &
	first=$!
	stream "$two"
	second=$?
	wait $first && return $second
}

plan 4
fw echo2
must "start" start
check "all come back in their order, through both" both_come_back
check "stop" stop
check_leaks
ktap_finished
