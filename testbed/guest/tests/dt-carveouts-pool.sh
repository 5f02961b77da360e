#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with carveout entries for a vdev whose node has one pool. Entries without an
# address get their part of the pool. With an address elsewhere the boot is refused.
#
# dt: pool
# timeout: 60
# log: Registered carveout vdev0(vring1|buffer) doesn't fit da request: 0x1004[12]000\+0x[14]000 not in 0x1004[89a-f]000\+0x[18]000
# log: /ahb/m4@10000000/vdev@0: carveout vdev0(vring1|buffer) of the resource table
# log: Failed to process resources: -22
# log: Boot failed: -22
. /lib/dt-bad.sh

plan 9

answers()	# FIRMWARE
{
	fw "$1"
	start && echoes 0 && [ "$(carveouts | grep -c '^vdev')" = 3 ] &&
		carveout "vdev0buffer 0x10048000 0x10048000 0x8000" &&
		[ "$(carveouts | grep -c '^vdev0vring[01] \(0x1004[89a-f]000\) \1 0x1000$')" = 2 ] &&
		vring_at 0 0 1004[89a-f]... 0 && vring_at 0 1 1004[89a-f]... 1 &&
		buffers_at 0 1004[89a-f]... && stop
}

check "at any address" answers carveouts-any
mark
fw carveout-buffer
check "buffers elsewhere" start_fails "Invalid argument"
check "the log says which" log_has \
	"/ahb/m4@10000000/vdev@0: carveout vdev0buffer of the resource table \(da 0x10042000, len 0x4000\) does not fit the memory of the vdev \(da 0x10048000, len 0x8000\)\$"
check "nothing is left" nothing_left
fw carveout-vring1
check "a vring elsewhere" start_fails "Invalid argument"
check "the log says which" log_has \
	"/ahb/m4@10000000/vdev@0: carveout vdev0vring1 of the resource table \(da 0x10041000, len 0x1000\) does not fit the memory of the vdev \(da 0x1004[89a-f]000, len 0x1000\)\$"
check "nothing is left" nothing_left
check "at any address, again" answers carveouts-any
check_leaks
ktap_finished
