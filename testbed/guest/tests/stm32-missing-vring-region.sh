#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with two vdevs on a device tree with memory for one vdev. The M4 can reach no
# other memory, so the boot fails. The error names what is missing, and the next good boot
# works.
#
# dt: legacy
# log: failed to allocate dma memory
# log: Unable to allocate carveout vdev1vring0
# log: Failed to allocate associated carveouts
# log: Boot failed
# loops: 3 100
# timeout: 30
. /lib/rproc.sh

plan $((LOOPS * 6 + 1))

mark
for i in $(seq "$LOOPS"); do
	fw echo2
	check "start $i fails" fails start
	check "the missing region is named" log_has 'allocate carveout vdev1vring0'
	check "offline" is offline
	fw echo
	must "good start $i" start
	check "rpmsg_char echoes" ping_raw -n 100
	check "stop" stop
done
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
