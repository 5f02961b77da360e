#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 runs and rings every mailbox channel without pause, while its driver is bound and
# unbound. Channels are requested with a doorbell pending, and freed while their callbacks
# run.
#
# board: m4-elf=storm.elf m4-rsc-table=0x10020000
# loops: 30 1000
# timeout: 60
. /lib/rproc.sh

driver=/sys/bus/platform/drivers/stm32-rproc
dev=10000000.m4

plan 3

must "found detached" is detached
mark
n=0
while [ $n -lt "$LOOPS" ] && echo $dev > $driver/unbind && echo $dev > $driver/bind; do
	n=$((n + 1))
done
check "unbound and bound $LOOPS times" [ $n -eq "$LOOPS" ]
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
