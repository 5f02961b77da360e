#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-answers with vdev@0 in the device tree, which has mailboxes of its own: a callback
# that sleeps does not run in the callback of a mailbox, which would bring the buffers.
#
# dt: rproc-vdev
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_at_once
