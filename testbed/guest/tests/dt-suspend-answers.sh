#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# suspend-answers with vdev@0 in the device tree. vdev@0 has its own mailbox channels.
#
# dt: rproc-vdev
# timeout: 90
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_in_suspend
