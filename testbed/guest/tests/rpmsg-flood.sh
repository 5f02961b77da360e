#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 sets its used index back by one, so Linux has 65535 messages to receive. The M4
# can still be stopped, and soon: the stop does not wait until all messages are read.
#
# loops: 2 100
# timeout: 60
# log: ^virtio_rpmsg_bus virtio[0-9]+: 
# log: ^rpmsg_recv_single: [0-9]+ callbacks suppressed
. /lib/hostile.sh

flood hostile-jump
