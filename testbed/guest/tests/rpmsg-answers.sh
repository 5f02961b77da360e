#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A client answers a message with more than there are buffers for, in its callback. The
# M4 takes its time, so the client waits until buffers come back: their interrupt must
# not wait for the callback to end. It used to, and the client waited for its 15 seconds.
#
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/rproc.sh

plan 5

must "the module loads" insmod /lib/modules/answers.ko
fw slow
mark
must "start" start
check "all answers are sent" wait_for 20 "the answers" log_has 'answers: [0-9]+ in'
check "at once" log_has 'answers: 24 in [0-9]{1,4} ms: 0'
check "stop" stop
ktap_finished
