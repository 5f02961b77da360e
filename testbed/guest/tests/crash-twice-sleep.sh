#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two crashes are reported with recovery disabled. Neither of them keeps the system awake.
# The second one used to keep it awake.
#
# dt: wakeup-source
# timeout: 30
# log: crash detected in m4: type fatal error
# log: handling crash #1 in m4
. /lib/rproc.sh

plan 8

active=/sys/devices/platform/ahb/10000000.m4/power/wakeup_active
[ -e $active ] || active=$(find /sys/devices/platform -path '*10000000.m4/power/wakeup_active')

may_sleep()
{
	[ "$(cat "$active")" = 0 ]
}

must "the M4 may wake the system up" test -e "$active"
fw echo
echo disabled > "$R/recovery"
must "start" start
must "a crash is reported" eval "echo 2 > $D/crash"
must "crashed" wait_for 5 "the crash" is crashed
check "the system may sleep" wait_for 5 "the system to be able to sleep" may_sleep
must "another crash is reported" eval "echo 2 > $D/crash"
check "the system may sleep" wait_for 5 "the system to be able to sleep" may_sleep
check "stop" stop
ktap_finished
