#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# One of the M4's memory regions is out of the M4's reach: the M4 does not start. Each
# attempt used to leak the regions listed before that one.
#
# dt: bad-parent-region
# loops: 3 100
# timeout: 30
# log: memory region not valid \[mem 0xd0000000-0xd0000fff.*\]
# log: can't prepare rproc m4: -22
# log: Boot failed: -22
. /lib/rproc.sh

plan $((LOOPS * 3 + 1))

fw echo
for i in $(seq "$LOOPS"); do
	mark
	check "start $i fails" fails start
	check "the log says why $i" expect_log 'memory region not valid'
	check "nothing is left $i" fails grep . "$D/carveout_memories"
done
check_leaks
ktap_finished
