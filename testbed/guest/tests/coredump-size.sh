#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The firmware declares a trace buffer of nearly 4 GiB, and crashes. There is no coredump,
# and the M4 recovers. Linux used to fill 4 GiB beyond the dump.
#
# timeout: 40
# log: crash detected in m4: type watchdog
# log: handling crash #1 in m4
# log: recovering m4
# says: coredump segments are too large
. /lib/rproc.sh

plan 6

fw trace-4g
echo enabled > "$R/coredump"
must "start" start
must "it answers" ping_raw -n 5
mark
must "crash" crash
check "recovered" expect_log 'remote processor m4 is now up'
check "it answers again" ping_raw -n 20
check "stop" stop
ktap_finished
