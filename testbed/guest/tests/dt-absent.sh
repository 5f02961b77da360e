#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The device tree has vdev@1, the firmware's table does not: vdev@1 stays unbound. The
# next boot, with firmware that has this vdev, binds it.
#
# dt: absent
# timeout: 30
. /lib/dt.sh

plan 10

must "both are there" eval "bound_to_driver 0 && bound_to_driver 1"
fw echo
must "start" start
check "messages through vdev@0" echoes 0
check "vdev@1 is not started" fails started 1
check "it has no memory" fails grep -q vdev@1 /proc/iomem
check "stop" stop
fw echo2
check "start, messages through both, stop" round 0 1
fw echo
check "start, messages, stop" round 0
check "vdev@1 is there still" bound_to_driver 1
check_leaks
ktap_finished
