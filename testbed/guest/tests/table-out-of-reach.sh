#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with a resource table where the M4 has no memory, or in a section that is not
# loaded and has no address. The firmware starts, as before, and a warning gives the
# reason why its vdev does not work. Linux used to log nothing, and to copy a table
# without an address over the vectors.
#
# timeout: 40
# log: resource table at da 0x(0|70000000) is outside the memory of m4: the firmware cannot see vrings and status of its vdevs$
. /lib/elf.sh

plan 9

warned()
{
	log_has "resource table at da $1 is outside the memory of m4"
}

no_ack()	# is missing: the M4 runs, and answers the request to shut down
{
	no_log 'remote FW shutdown without ack'
}

moved echo $((0x70000000)) 3
check "a table in nobody's memory: starts" start
check "the warning" warned 0x70000000
check "the M4 runs" eval "wait_for 5 'a trace' trace_has . && stop && no_ack"
moved echo 0 0
check "a table without an address: starts" start
check "the warning" warned 0x0
check "the M4 runs" eval "wait_for 5 'a trace' trace_has . && stop && no_ack"
moved no-vdev $((0x70000000)) 3
check "no warning without a vdev" eval "start && no_log outside && stop"
fw echo
check "a good one starts, answers, stops" eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
