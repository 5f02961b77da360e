#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Linux attaches to an M4 with a resource table of version 2, which Linux does not
# support. Linux treats it as version 1, as before, and logs a warning.
#
# board: m4-elf=bad-version.elf m4-rsc-table=0x10020000
# timeout: 30
# log: unsupported resource table ver: 2, expected 1
. /lib/rproc.sh

plan 5

must "found detached" is detached
check "attach" start
check "a warning" log_has 'unsupported resource table ver: 2, expected 1$'
check "it answers" ping_raw -n 20
check "stop" stop
ktap_finished
