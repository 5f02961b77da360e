#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The system goes down while messages flow through vdev@0: nothing is said, and it
# does go down. (The host judges what comes after the last result.)
#
# dt: rproc-vdev
# timeout: 30
. /lib/dt.sh

plan 2

fw echo
must "start, messages" eval "start && echoes 0"
check "traffic" traffic "$(raw_of 0)" "$(tty_dev)"
ktap_finished
