#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4 and found no resource table. The attach fails, as
# before, and the log gives the reason. Every attach fails until the M4 is reset.
#
# board: m4-elf=echo.elf
# timeout: 30
# log: the register of st,syscfg-rsc-tbl holds 0: the boot loader has found no resource table
# log: can't load resource table: -2
# log: Boot failed: -2
. /lib/dt-bad.sh

plan 6

must "found detached" is detached
mark
check "attach fails" start_fails "No such file or directory"
check "the log says why" log_has 'st,syscfg-rsc-tbl holds 0'
check "and what fails, once" once "can't load resource table: -2\$"
check "there is nothing to stop" fails stop
check "detached" is detached
ktap_finished
