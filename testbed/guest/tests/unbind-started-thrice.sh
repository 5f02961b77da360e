#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 was started three times when its driver is unbound, so the first two stops only
# change the count. The M4 must be stopped and its vdev removed all the same.
#
# timeout: 30
. /lib/rproc.sh

driver=/sys/bus/platform/drivers/stm32-rproc
m4=10000000.m4

plan 7

fw echo
must "start" start
must "start again" start
must "and again" start
mark
echo $m4 > $driver/unbind
check "stopped" log_has 'stopped remote processor m4'
check "no vdev is left" no_vdev
must "bound again" eval "echo $m4 > $driver/bind"
fw echo
check "it starts, answers, stops" eval "start && ping_raw -n 20 && stop"
ktap_finished
