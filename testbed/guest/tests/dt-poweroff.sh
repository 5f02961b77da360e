#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The system goes down while messages flow through vdev@0: it does go down, and nothing
# is said but that the message which is on its way then finds its device broken. (The
# host judges what comes after the last result.)
#
# dt: rproc-vdev
# timeout: 30
# log: ^virtio_rpmsg_bus virtio0: failed to add a virtqueue buffer: -5$
. /lib/dt.sh

plan 2

fw echo
must "start, messages" eval "start && echoes 0"
check "traffic" traffic "$(raw_of 0)" "$(tty_dev)"
ktap_finished
