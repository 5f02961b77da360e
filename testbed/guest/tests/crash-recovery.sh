#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4's watchdog fires while messages flow. Linux recovers the M4 by itself, and the
# clients work again.
#
# loops: 3 100
# timeout: 40
# log: crash detected in m4
# log: handling crash #[0-9]+ in m4
# log: recovering m4
# log: mailbox: Try increasing MBOX_TX_QUEUE_LEN
# log: stm32_rproc_kick: failed \(vq[01], err:-105\)
. /lib/rproc.sh

plan $((LOOPS * 7 + 4))

up_again()
{
	expect_log 'remote processor m4 is now up' && wait_for 5 running is running
}

sample_in
fw echo
must "start" start
must "messages flow" ping_raw -n 50
mark
for i in $(seq "$LOOPS"); do
	# Until its device is removed, which it must survive.
	must "traffic" traffic "$(tty_dev)"
	mark
	check "crash $i" crash
	must "recovered from a watchdog crash" up_again
	check "the crash was seen as the watchdog's" log_has 'crash detected in m4: type watchdog'
	check "traffic over the old channel came to an end" traffic_ends
	check "rpmsg_char echoes" ping_raw -n 100
	check "sample client has 100 answers" sample_done
done
check "stop" stop
check_leaks
ktap_finished
