#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A GPIO controller of the resource table. Edges pass from line to line, also where the
# platform driver calls the virtqueue's callback in a work item. A line is in use when the
# device is removed.
#
# No check for leaks: gpiolib loses the label of a line that is in use when its
# chip is removed.
#
# loops: 3 1000
# timeout: 60
# log: gpio gpiochip[0-9]+: \(virtio[0-9]+\): not an immutable chip, please consider fixing it!
. /lib/dt-services.sh

plan $((LOOPS * 5))

fw gpio
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "edges arrive" edges_arrive
	must "a line is in use" hold_line
	must "stop $i" stop
	check "its user gets a hangup" gets_hangup
done
ktap_finished
