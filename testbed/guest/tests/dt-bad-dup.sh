#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two nodes with the same reg.
#
# dt: bad-dup
# timeout: 30
# log: ^remoteproc remoteproc0: /ahb/m4@10000000/vdev@[01] and /ahb/m4@10000000/vdev@[01] have the same reg 0$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
