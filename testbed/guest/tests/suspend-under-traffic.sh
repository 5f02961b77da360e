#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Every device is suspended and resumed, again and again, while the M4 and a client in the
# kernel exchange messages without pause. The client is not frozen with user space. The M4
# acknowledges late, so there is mostly a message in flight. Messages still flow
# afterwards.
#
# loops: 5 200
# timeout: 120
. /lib/rproc.sh

mailbox_irqs()
{
	awk '/4c001000/ { n += $2 + $3 } END { print n + 0 }' /proc/interrupts
}

plan $((LOOPS * 3 + 3))

fw slow
must "start" start
raw_dev > /dev/null
mark
insmod /lib/modules/rpmsg_client_sample.ko count=1000000000
echo devices > /sys/power/pm_test
for i in $(seq "$LOOPS"); do
	check "suspend and resume $i" eval 'echo mem > /sys/power/state'
	check "rpmsg_char echoes" ping_raw -n 50
	before=$(mailbox_irqs)
	sleep 0.2
	check "the kernel's client goes on" [ "$(mailbox_irqs)" -gt "$before" ]
done
check "nothing reported" no_log 'WARNING|BUG:|Oops|MBOX_TX_QUEUE_LEN|stm32_rproc_kick: failed'
check "stop" stop
ktap_finished
