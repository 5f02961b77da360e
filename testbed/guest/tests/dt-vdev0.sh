#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@0 is in the device tree, with its own memory and mailbox channels. The firmware is
# the same as with an unmodified device tree. The clients pass messages, again after a
# stop and a start, and after the M4 has crashed under traffic. The M4, debugfs and the
# coredump show vrings and buffers in the regions of the node.
#
# dt: rproc-vdev
# loops: 3 200
# timeout: 60
# log: crash detected in m4: type watchdog
# log: handling crash #[0-9]+ in m4
# log: recovering m4
. /lib/dt.sh

plan $((LOOPS * 14 + 15))

segment()	# DA LENGTH
{
	dumped | grep -q " $1 $2\$"
}

# The message that made the M4 crash is in the dump of the buffers.
crash_in_dump()
{
	dump_of 0x10042000 0x4000 | grep -q CRASH
}

where_they_should_be()
{
	vring_at 0 0 10040000 0 && vring_at 0 1 10041000 1 && buffers_at 0 10042000
}

must "vdev@0 is there before any start, with its driver" bound_to_driver 0
check "without a virtio device" fails started 0
check "without memory" no_carveouts
check "sample client loads" sample_in
fw echo
echo enabled > "$R/coredump"
for i in $(seq "$LOOPS"); do
	mark
	must "start $i" start
	check "sample client has 100 answers" sample_done
	check "rpmsg_tty echoes" ping_tty -n 100 -s 40
	check "rpmsg_char echoes" ping_of 0 -n 200 -s 64
	check "rpmsg_char echoes full-size messages, several in flight" ping_of 0 -n 200 -s 496 -i 8
	check "the M4 sees the regions" where_they_should_be
	check "no legacy vdev" legacy_vdevs_are 0

	[ "$i" != 2 ] || echo disabled > "$R/coredump"
	must "traffic" traffic "$(tty_dev)"
	mark
	check "crash under traffic" crash
	must "recovered" expect_log 'remote processor m4 is now up'
	check "traffic over the old channel came to an end" traffic_ends
	check "sample client has 100 answers" sample_done
	check "messages after the crash" echoes 0
	must "stop $i" stop
	[ "$i" != 1 ] || check "there is a coredump" save_dump
done
check "it has vring 0" segment 0x10040000 0x1000
check "it has vring 1" segment 0x10041000 0x1000
check "it has the buffers" segment 0x10042000 0x4000
check "and in these what made the M4 crash" crash_in_dump

check "no memory when stopped" eval "no_carveouts && no_memory_taken"
check "start" start
check "debugfs shows vring 0" carveout "vdev0vring0 0x10040000 0x10040000 0x1000"
check "debugfs shows vring 1 and buffers" eval \
	"carveout 'vdev0vring1 0x10041000 0x10041000 0x1000' &&
	 carveout 'vdev0buffer 0x10042000 0x10042000 0x4000'"
check "stop" stop
check_leaks
ktap_finished
