#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4, and the device tree does not give the location of
# the M4's resource table. Each attach fails, and the log gives the reason.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: attach-without-table
# log: rsc tbl syscon not supported
# log: Boot failed: -2
# log: missing st,syscfg-rsc-tbl, cannot locate the resource table
# log: can't load resource table
# loops: 3 100
# timeout: 30
. /lib/rproc.sh

plan $((LOOPS * 3 + 2))

must "found detached" is detached
for i in $(seq "$LOOPS"); do
	mark
	check "attach $i fails" fails start
	check "the reason is told" log_has 'missing st,syscfg-rsc-tbl'
	check "still detached" is detached
done
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
