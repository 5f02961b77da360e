#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A GPIO controller that keeps the event buffer of a line whose interrupt is disabled.
# Linux disables the interrupt when the device is removed: the buffer is in the vring, and
# is unmapped.
#
# No check for leaks: gpiolib loses the label of a line that is in use when its
# chip is removed.
#
# dt: gpio
# loops: 3 200
# timeout: 30
# log: gpio gpiochip[0-9]+: \(virtio[0-9]+\): not an immutable chip, please consider fixing it!
. /lib/dt-services.sh

plan $((LOOPS * 4))

fw gpio-keep
for i in $(seq "$LOOPS"); do
	must "start $i" start
	must "a line is in use" hold_line
	must "stop $i" stop
	check "its user gets a hangup" gets_hangup
done
ktap_finished
