#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The allocations of a start fail, one after the other. The start fails, or the M4 runs
# with what was allocated. The M4 stops, and nothing leaks. In the end a start without
# failures works.
#
# kernel: debug
# loops: 30 1000
# timeout: 60
# log: .*
. /lib/no-memory.sh

plan 5

as_it_was()
{
	case $(state) in
	running) stop || return 1 ;;
	offline) failed=$((failed + 1)) ;;
	*) return 1 ;;
	esac
	no_vdev
}

fw echo
start && stop
check "each failure leaves nothing" each_failing as_it_was
must "a start without failures" start
check "it answers" ping_raw -n 20
check "stop" stop
check_leaks
ktap_finished
