#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 rings every mailbox channel without pause from its first instruction to its
# reset. Vrings are set up and torn down with an interrupt pending all the time. Linux
# used to access the memory of a virtqueue that had been freed. On a busy host the M4
# sees the request to shut down too late.
#
# loops: 50 1000
# timeout: 90
# log: warning: remote FW shutdown without ack$
. /lib/hostile.sh

plan 4

storms()
{
	n=0
	while [ $n -lt "$LOOPS" ]; do
		start && stop || return 1
		n=$((n + 1))
	done
}

fw storm
check "started and stopped $LOOPS times" storms
check "nothing is left" no_vdev_left
check "good firmware works" good
check_leaks
ktap_finished
