#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4. A crash of the M4 is reported while Linux is not
# attached: before the first attach, and after a detach. Linux does nothing, the M4
# continues to run, and the next attach works. Linux used to reset the M4, and failed to
# start it again.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# timeout: 40
# log: crash detected in m4: type watchdog
. /lib/rproc.sh

plan 14

reported()	# WHEN
{
	mark
	must "a crash is reported $1" eval "echo 1 > $D/crash"
	check "and told $1" expect_log 'crash detected in m4'
	usleep 500000
	check "still detached $1" is detached
}

must "found detached" is detached
reported "before the attach"
must "attach" start
check "it answers" ping_raw -n 20
must "detach" detach
reported "after the detach"
must "attach again" start
check "it answers again" ping_raw -n 20
check "stop" stop
check_leaks
ktap_finished
