#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-answers with vdev@0 in the device tree and without a mailbox there: the M4's own
# channels bring the messages and return the buffers.
#
# dt: kick
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_at_once late
