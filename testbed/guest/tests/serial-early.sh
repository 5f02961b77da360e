#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An rproc_serial device that has data before its port is known, and rings without pause.
# The first data are still there when the port is opened. Without a lock, the driver used
# to discard these data, and to take buffers from a queue while it was filling the queue.
# (A sleep of 3 ms in add_port(), before the port is listed, makes the failure certain.
# Without the sleep, the window is too short.)
# (Once only: what one start leaves in the vrings would mislead the firmware of the next.)
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
