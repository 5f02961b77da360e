#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The system suspends while a client's callback waits for buffers to send with. The code
# that returns these buffers must not be frozen. Otherwise the callback and the freezer
# wait for each other: for 15 seconds, then the messages are lost.
#
# timeout: 90
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_in_suspend
