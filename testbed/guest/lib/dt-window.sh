# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests with firmware that checks its descriptors (variants *-window): all that
# Linux queues must be in MCU SRAM3, where the regions of vdevs are.
# shellcheck source=/dev/null
. /lib/dt.sh

# The firmware watches, it has got a buffer, and none outside.
stays_inside()
{
	trace_has '^window 10040000 len 65536$' &&
		trace_has "^vdev0 vring[0-9]+ first buffer da 1004[0-9a-f]{4} " &&
		fails trace_has 'outside of the window'
}
