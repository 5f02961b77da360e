#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Mailbox channels for three vrings, the vdev has two.
#
# dt: bad-mbox-toomany
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: mbox-names has 3 channels, the firmware's vdev 0 has 2 vrings$
# log: ^remoteproc remoteproc0: Failed to process resources: -22$
# log: ^remoteproc remoteproc0: Boot failed: -22$
. /lib/dt-bad.sh

refused echo "Invalid argument"
