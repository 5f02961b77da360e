#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# One of the M4's memory regions is disabled. Linux logs a warning, and firmware that does
# not need the region starts, as before. Mainline's driver ends the list at such a region,
# and logs nothing.
#
# dt: bad-parent-disabled
# timeout: 30
# log: cannot use memory-region 3: -19
# log: failed to allocate dma memory: len 0x1000
# log: Unable to allocate carveout vdev0vring0: -12
# log: Failed to allocate associated carveouts: -12
# log: Boot failed: -12
. /lib/dt-bad.sh

plan 7

fw no-vdev
check "firmware that does not need it starts" start
check "a warning" expect_log 'cannot use memory-region 3: -19'
check "the regions behind it are used" carveout "vdev0vring1 0x10041000 0x10041000 0x1000"
check "stop" stop
fw echo
check "firmware that needs it does not start" start_fails "Cannot allocate memory"
check "nothing is left" fails grep . "$D/carveout_memories"
check_leaks
ktap_finished
