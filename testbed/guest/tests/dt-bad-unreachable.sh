#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The regions of the vrings are outside of what the M4 can reach.
#
# dt: bad-unreachable
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: region vring@da000000 \[mem 0xda000000-0xda000fff\] is outside of what the remote processor can reach$
# log: ^remoteproc remoteproc0: Failed to process resources: -34$
# log: ^remoteproc remoteproc0: Boot failed: -34$
. /lib/dt-bad.sh

refused echo "Numerical result out of range"
