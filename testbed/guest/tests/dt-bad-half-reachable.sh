#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The region of a vring ends outside of what the M4 can reach.
#
# dt: bad-half-reachable
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: region vring@1005f000 \[mem 0x1005f000-0x10060fff\] is outside of what the remote processor can reach$
# log: ^remoteproc remoteproc0: Failed to process resources: -34$
# log: ^remoteproc remoteproc0: Boot failed: -34$
. /lib/dt-bad.sh

refused echo "Numerical result out of range"
