#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The main job, for 'make': the kernel's own clients pass messages with the M4.
# Prints a line 'row|WHAT|SENT|BACK|MS' for everything that was done; the host
# makes a table of them.
# log: mailbox: Try increasing MBOX_TX_QUEUE_LEN
# log: stm32_rproc_kick: failed \(vq[01], err:-105\)
. /lib/rproc.sh

plan 7

began=0
begin()
{
	began=$(now_cs)
}

# row WHAT SENT BACK [MS]
row()
{
	echo "row|$1|$2|$3|${4:-$((($(now_cs) - began) * 10))}"
}

ping_row()	# WHAT PING OPTION...
{
	what=$1
	shift
	result=$("$@") || return 1
	value()
	{
		echo "$result" | sed "s/.*\\<$1=\\([^ ]*\\).*/\\1/"
	}
	row "$what, median $(value median_us) us" "$(value sent)" "$(value back)" "$(value ms)"
}

sample_row()
{
	sample_done || return 1
	row rpmsg_client_sample 100 100
}

start_row()
{
	start && raw_dev > /dev/null && row "start, channels announced" - -
}

stop_row()
{
	stop && row stop - -
}

fw echo
begin
must "start" start_row
begin
check "rpmsg_client_sample is loaded" sample_in
check "rpmsg_client_sample" sample_row
check "rpmsg_tty" ping_row "rpmsg_tty" ping_tty -n 1000 -s 32
check "rpmsg_char" ping_row "rpmsg_char" ping_raw -n 1000 -s 64
check "rpmsg_char, full size" ping_row "rpmsg_char, 496 bytes, 8 in flight" ping_raw -n 1000 -s 496 -i 8
begin
check "stop" stop_row
ktap_finished
