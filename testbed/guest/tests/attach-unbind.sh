#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boot loader has started the M4. The M4's driver is unbound while Linux is attached
# and messages flow: the M4 is stopped and the vdev is removed. After the driver is bound
# again, the M4 boots firmware as usual.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# timeout: 60
. /lib/dt.sh

driver=/sys/bus/platform/drivers/stm32-rproc
m4=10000000.m4

plan 11

must "found detached" is detached
must "attach" start
must "traffic" traffic "$(raw_dev)"
mark
check "unbind" eval "echo $m4 > $driver/unbind"
check "stopped" log_has 'stopped remote processor m4'
check "traffic has ended" traffic_ends
check "no vdev is left" no_vdev
must "bound again" eval "echo $m4 > $driver/bind && find_rproc"
check "found offline" is offline
fw echo
check "it starts, answers, stops" eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
