#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with an invalid resource table does not start, and the log gives the reason.
# Linux used to start it without its vdev, as if it had no table. Firmware that really has
# no table starts.
#
# timeout: 60
# log: no resource table found for this firmware
# log: resource table truncated
# log: header-less resource table
# log: resource table incomplete
# log: unsupported fw ver: 2
# log: Boot failed: -22
. /lib/elf.sh

plan 18

file=/lib/firmware/table.elf

table()	# OFFSET BYTES VALUE: in the header of its section
{
	cp /lib/firmware/echo.elf $file
	put $file $(($(section $file .resource_table) + $1)) "$2" "$3"
}

table 16 4 $((1 << 30))
refused table 'resource table truncated'
table 20 4 8
refused table 'header-less resource table'
table 20 4 16
refused table 'resource table incomplete'
refused bad-version 'unsupported fw ver: 2'

table 0 4 0
mark
fw table
check "without a table it starts, and stops" eval "start && stop"
check_leaks
ktap_finished
