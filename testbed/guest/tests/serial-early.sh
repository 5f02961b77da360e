#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An rproc_serial device that has data before its port is known, and rings without
# pause: what it says first is there when the port is opened. Without a lock around it,
# the driver used to throw it away, and to take buffers from a queue that it was filling.
# (A sleep of 3 ms in add_port(), before the port is listed, makes it sure; without one
# the moment is too short.)
# (Once only: what a start leaves in the vrings would mislead the next one's firmware.)
#
# timeout: 30
. /lib/rproc.sh

plan 4

says_hello()
{
	dev=$(port_dev) && [ "$(timeout $((5 * SLOW)) head -c 5 "$dev")" = hello ]
}

fw serial-early
must "start" start
check "it says hello" says_hello
check "stop" stop
check_leaks
ktap_finished
