#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A GPIO controller whose firmware checks its descriptors. Edges pass from line to line. A
# line is in use when the device is removed.
#
# No check for leaks: gpiolib loses the label of a line that is in use when its
# chip is removed.
#
# dt: gpio
# loops: 3 1000
# timeout: 60
# log: gpio gpiochip[0-9]+: \(virtio[0-9]+\): not an immutable chip, please consider fixing it!
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 6))

fw gpio-window
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "edges arrive" edges_arrive
	check "all buffers are in the region" stays_inside
	must "a line is in use" hold_line
	must "stop $i" stop
	check "its user gets a hangup" gets_hangup
done
ktap_finished
