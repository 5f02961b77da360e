#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-answers with vdev@0 in the device tree. vdev@0 has its own mailbox channels. A
# client's callback that sleeps does not run in the callback of a mailbox channel, as the
# latter would return the buffers.
#
# dt: rproc-vdev
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_at_once late
