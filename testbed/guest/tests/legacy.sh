#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A vdev of the resource table: the three clients pass messages, the remote
# processor stops, and all of it works again after the next start.
#
# loops: 2 200
# timeout: 30
# log: mailbox: Try increasing MBOX_TX_QUEUE_LEN
# log: stm32_rproc_kick: failed \(vq[01], err:-105\)
. /lib/rproc.sh

plan $((LOOPS * 7 + 2))

is offline || ktap_exit_fail_msg "state is $(state) at boot, not offline"
check "sample client loads" sample_in
fw echo
for i in $(seq "$LOOPS"); do
	mark
	must "start $i" start
	check "sample client has 100 answers" sample_done
	check "rpmsg_tty echoes" ping_tty -n 100 -s 40
	check "rpmsg_char echoes" ping_raw -n 200 -s 64
	check "rpmsg_char echoes full-size messages, several in flight" ping_raw -n 200 -s 496 -i 8
	check "stop $i" stop
	check "the channels are gone" fails rpmsg_dev rpmsg-raw
done
check_leaks
ktap_finished
