#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The main job, for 'make': the kernel's own clients pass messages with the M4,
# which crashes and recovers, or which the boot loader has started.
# Prints a line 'row|WHAT|SENT|BACK|MS' for everything that was done; the host
# makes a table of them.
# log: mailbox: Try increasing MBOX_TX_QUEUE_LEN
# log: stm32_rproc_kick: failed \(vq[01], err:-105\)
# log: crash detected in m4
# log: handling crash #[0-9]+ in m4
# log: recovering m4
. /lib/rproc.sh

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

# every vdev announces the sample's channel, and has a hundred answers
sample_row()
{
	answers=$(dmesg | grep -c 'rpmsg_client_sample.*incoming msg')
	[ "$answers" -gt 0 ] && [ "$answers" = $((100 * (vdevs < 2 ? 1 : vdevs))) ] &&
		row rpmsg_client_sample "$answers" "$answers"
}

start_row()
{
	start && raw_dev > /dev/null && row "start, channels announced" - -
}

stop_row()
{
	stop && row stop - -
}

# Where the M4 found its vrings and buffers, and which mailbox channels it uses.
places_rows()
{
	for vdev in $(trace | sed -n 's/^\(vdev[0-9]*\) vring0 da.*/\1/p' | sort -u); do
		vrings=$(trace | sed -n "s/^$vdev vring[0-9]* da \([0-9a-f]*\) num.*/\1/p" | tr '\n' ' ')
		buffers=$(trace | sed -n "s/^$vdev vring0 first buffer da \([0-9a-f]*\).*/\1/p" | head -n 1)
		channels=$(trace | sed -n "s/^$vdev vring.* channel \([0-9]*\)\$/\1/p" | tr '\n' ' ')
		[ -n "$buffers" ] || return 1
		echo "row|$vdev: vrings at ${vrings}buffers at $buffers, channels $channels|||"
	done
	[ -n "$vdev" ]
}

recovered_row()
{
	crash && expect_log 'remote processor m4 is now up' && wait_for 5 running is running &&
		row "watchdog crash, recovery" - -
}

attach_row()
{
	start && is attached && raw_dev > /dev/null && row "attach, channels announced" - -
}

detach_row()
{
	detach && is detached && row "detach" - -
}

# every rpmsg-raw channel: there is one for each vdev
all_raw_rows()
{
	for name in /sys/class/rpmsg/rpmsg[0-9]*/name; do
		[ "$(cat "$name")" = rpmsg-raw ] || continue
		device=${name%/name}
		device=${device##*/}
		bus=$(readlink "/sys/class/rpmsg/$device/device")
		ping_row "rpmsg_char on ${bus##*/}" rpmsg-ping -n 500 -s 64 "/dev/$device" || return 1
	done
}

if is detached; then
	plan 4
	begin
	must "attach" attach_row
	begin
	check "rpmsg_char" ping_row "rpmsg_char, attached" ping_raw -n 500 -s 64
	begin
	check "detach" detach_row
	check "attach again" start
	ktap_finished
fi

# A second vdev takes a firmware that has two.
vdevs=$(find /proc/device-tree/ -name 'vdev@*' | wc -l)
if [ "$vdevs" = 2 ]; then
	fw echo2
else
	fw echo
fi

plan 11
begin
must "start" start_row
begin
check "rpmsg_client_sample is loaded" sample_in
check "rpmsg_client_sample" wait_for 10 "the sample's answers" sample_row
check "rpmsg_tty" ping_row "rpmsg_tty" ping_tty -n 1000 -s 32
check "rpmsg_char" ping_row "rpmsg_char" ping_raw -n 1000 -s 64
check "rpmsg_char, full size" ping_row "rpmsg_char, 496 bytes, 8 in flight" ping_raw -n 1000 -s 496 -i 8
check "rpmsg_char on every vdev" all_raw_rows
check "vrings and buffers" places_rows
mark
begin
check "crash and recovery" recovered_row
check "rpmsg_char after recovery" ping_row "rpmsg_char after recovery" ping_raw -n 500 -s 64
begin
check "stop" stop_row
ktap_finished
