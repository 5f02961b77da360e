#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4. Linux attaches, passes messages and detaches. The M4
# continues to run, and Linux can attach again. In the end the M4 is stopped, and boots
# firmware as usual.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# loops: 2 200
# timeout: 30
. /lib/rproc.sh

plan $((LOOPS * 5 + 6))

must "found detached" is detached
for i in $(seq "$LOOPS"); do
	must "attach $i" start
	check "attached" is attached
	check "rpmsg_char echoes" ping_raw -n 100
	check "detach $i" detach
	check "detached" is detached
done
check "attach once more" start
check "stop while attached" stop
fw echo
check "start" start
check "stop" stop
check_leaks
ktap_finished
