#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Mailbox channels are freed with messages in their queue and one message in flight to an
# M4 that acknowledges late. Nothing is sent after that.
#
# board: m4-elf=slow.elf m4-rsc-table=0x10020000
# loops: 10 200
# timeout: 60
. /lib/dt.sh

driver=/sys/bus/platform/drivers/stm32-rproc
dev=10000000.m4

plan $((LOOPS * 5 + 1))

# As much as goes, in the background
messages()
{
	raw=$(raw_dev) || return 1
	rpmsg-ping -n 0 -i 16 "$raw" > /dev/null 2>&1 &
	wait_for 5 "rpmsg-ping on $raw" holds $! "$raw" && sleep 0.2 && holds $! "$raw"
}

mark
for i in $(seq "$LOOPS"); do
	must "attach $i" start
	must "messages are in flight" messages
	check "detach" detach
	check "unbind" eval "echo $dev > $driver/unbind"
	check "bind" eval "echo $dev > $driver/bind"
	wait
done
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
