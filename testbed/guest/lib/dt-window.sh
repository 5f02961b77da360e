# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests with firmware that checks its descriptors (variants *-window): all that
# Linux queues must be in MCU SRAM3, where the regions of vdevs are, or in the window
# that the test says.
# shellcheck source=/dev/null
. /lib/dt.sh

# watches WINDOW ADDRESSES: another window than usual, and what addresses in it look like
watches()
{
	window=$1 inside=$2
}
watches '10040000 len 65536' '1004[0-9a-f]{4}'

# The firmware watches, it has got a buffer, and none outside.
stays_inside()	# [VDEV]: that has got a buffer
{
	trace_has "^window $window\$" &&
		trace_has "^vdev${1-0} vring[0-9]+ first buffer da $inside " &&
		fails trace_has 'outside of the window'
}
