#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A client answers a message with more than there are buffers for, in its callback. The
# M4 takes its time, so the client waits until buffers come back: their interrupt must
# not wait for the callback to end. It used to, and the client waited for its 15 seconds.
#
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_at_once
