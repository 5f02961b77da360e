#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg requires two virtqueues, and the table has one vring. The device tree has a
# carveout for the second vring all the same. The probe of the driver must fail. The
# driver used to get a ring of no descriptors, and the kernel oopsed.
#
# timeout: 30
# log: virtio_rpmsg_bus virtio[0-9]+: probe with driver virtio_rpmsg_bus failed with error -22
. /lib/rproc.sh

plan 5

fw bad-vrings-1
must "start" start
check "rpmsg is refused" expect_log 'virtio_rpmsg_bus virtio[0-9]+: probe .*failed with error -22'
check "stop" stop
fw echo
check "two vrings start, answer, and stop" eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
