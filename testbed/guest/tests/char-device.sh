#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A shell starts and stops the M4 through the character device, and writes an unknown
# command. The shell also checks whether the device is a terminal, which is no error.
# Linux used to log one.
#
# timeout: 30
# log: Unrecognized option
. /lib/rproc.sh

plan 6

told()	# COMMAND
{
	printf %s "$1" > /dev/remoteproc0
}

fw echo
mark
check "start" told start
check "it answers" ping_raw -n 20
check "stop" told stop
check "offline" is offline
check "another word is refused" eval "fails told nonsense && log_has 'Unrecognized option'"
check "nothing else is logged as an error" no_log 'Unsupported ioctl'
ktap_finished
