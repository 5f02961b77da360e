#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A client answers a message in its callback, with more messages than there are buffers.
# The M4 is slow, so the client waits until buffers come back. The interrupt for these
# buffers must not wait for the callback to end. It used to wait, and the client waited
# for its 15 seconds.
#
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_at_once late
