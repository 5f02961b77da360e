#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 overwrites both vrings while messages flow: indices out of range, entries that it
# never got, an index that jumps, chains without an end. Linux may log errors and stop
# passing messages, but it can stop the M4, and good firmware works.
#
# loops: 20 1000
# timeout: 120
# log: rpmsg rpmsg[0-9]+: [0-9]+ messages dropped: 4096 are unread
# log: rpmsg_ept_cb: [0-9]+ callbacks suppressed
# log: ^virtio_rpmsg_bus virtio[0-9]+: 
# log: ^rpmsg_recv_single: [0-9]+ callbacks suppressed
# log: ^rpmsg_(tty|client_sample|chrdev) virtio[0-9]+\.
. /lib/hostile.sh

hostile_rings
