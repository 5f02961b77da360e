#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-answers with a mailbox channel for each direction: "rx" returns the buffers and
# brings the messages.
#
# dt: txrx
# timeout: 60
# log: answers: loading out-of-tree module taints kernel
. /lib/answers.sh

answers_at_once late-txrx
