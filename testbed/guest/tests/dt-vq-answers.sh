#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-answers with one mailbox channel, "vq", for both vrings of vdev@0: a client's
# callback that sleeps must not run in the callback of the channel that returns the buffers.
#
# dt: vq-single
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_at_once late-vq
