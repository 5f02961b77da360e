#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4's node lists a region of vdev@0 as well. Linux logs a warning that names the
# region, and everything works.
#
# dt: parent-too
# timeout: 30
# log: ^rproc-virtio 10000000.m4:vdev@0: region /reserved-memory/vdev0vring0@10040000 is listed by /ahb/m4@10000000 too$
. /lib/dt.sh

plan 3

check "the warning" log_has 'region /reserved-memory/vdev0vring0@10040000 is listed by /ahb/m4@10000000 too$'
fw echo
check "start, messages, stop" round 0
check_leaks
ktap_finished
