#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# One of the M4's memory regions is disabled: the M4 does not start. Mainline's driver
# takes such a region for the end of the list.
#
# dt: bad-parent-disabled
# timeout: 30
# log: cannot use memory-region 3: -19
# log: can't prepare rproc m4: -19
# log: Boot failed: -19
. /lib/rproc.sh

plan 4

fw echo
check "the start fails" fails start
check "the log says why" expect_log 'cannot use memory-region 3: -19'
check "nothing is left" fails grep . "$D/carveout_memories"
check_leaks
ktap_finished
