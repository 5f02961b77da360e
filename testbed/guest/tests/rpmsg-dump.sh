#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Messages are dumped to the log (dynamic debug). The M4 sends a message of 16 bytes whose
# header has a length of 65535. Linux used to dump the memory beyond all buffers.
#
# timeout: 40
# log: inbound msg too big: \(16, 65535\)
. /lib/elf.sh

plan 5

fw echo
must "start" start
dev=$(raw_dev)
must "it answers" ping_raw -n 5
mark
echo 'file virtio_rpmsg_bus.c +p' > /sys/kernel/debug/dynamic_debug/control
{
	printf 'SAY:'
	le 4 1024
	le 4 1024
	le 4 0
	le 2 65535
	le 2 0
} > /tmp/message
cat /tmp/message > "$dev"
check "refused" expect_log 'inbound msg too big: \(16, 65535\)'
echo 'file virtio_rpmsg_bus.c -p' > /sys/kernel/debug/dynamic_debug/control
check "stop" stop
check "start, answer, stop" eval "start && ping_raw -n 20 && stop"
ktap_finished
