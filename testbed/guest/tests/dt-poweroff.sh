#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The system shuts down while messages flow through vdev@0. The shutdown completes, and
# the mailbox channels of vdev@0 are free at its end (channels 2 and 3 are the M4's
# own). Only one error is logged: the message in flight finds its device broken. (The
# host checks what comes after the last result.)
#
# dt: rproc-vdev
# timeout: 30
# says: ^last_look: mailbox channels in use: 2-3$
# log: last_look: loading out-of-tree module taints kernel
# log: ^virtio_rpmsg_bus virtio0: failed to add a virtqueue buffer: -5$
. /lib/dt.sh

plan 2

insmod /lib/modules/last_look.ko
fw echo
must "start, messages" eval "start && echoes 0"
check "traffic" traffic "$(raw_of 0)" "$(tty_dev)"
ktap_finished
