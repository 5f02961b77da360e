#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The region of a vring is an SRAM that another driver uses.
#
# dt: bad-sram
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: /ahb/m4@10000000/vdev@0: vring 0 needs region vdev0vring0@10040000 \[mem 0x10040000-0x10040fff\], which is taken already by 10040000.sram sram@10040000$
# log: ^remoteproc remoteproc0: Failed to process resources: -16$
# log: ^remoteproc remoteproc0: Boot failed: -16$
. /lib/dt-bad.sh

refused echo "Device or resource busy"
