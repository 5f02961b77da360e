#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 sets its used index back by one, and Linux has 65535 messages to receive. The
# M4 can be stopped nevertheless, and soon: nobody waits until all of them are read.
#
# loops: 2 100
# timeout: 60
# log: ^virtio_rpmsg_bus virtio[0-9]+: 
# log: ^rpmsg_recv_single: [0-9]+ callbacks suppressed
. /lib/hostile.sh

flood hostile-jump
