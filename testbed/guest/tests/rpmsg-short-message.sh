#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 returns an empty buffer whose header has a length of 65535. Linux logs an error.
# Linux used to deliver the message, with the memory beyond the buffer. Other messages are
# received even after more such messages than there are buffers. Linux used to receive
# none after that.
#
# timeout: 30
# log: virtio_rpmsg_bus virtio[0-9]+: inbound msg too big: \(0, 65535\)
# log: rpmsg_recv_single: [0-9]+ callbacks suppressed
. /lib/rproc.sh

plan 7

# 16 buffers are there to receive with
shorts()
{
	for _ in $(seq 40); do
		printf SHORT >&3 || return 1
	done
}

echoes_through()	# DESCRIPTOR
{
	printf hello >&"$1" && [ "$(timeout 5 dd bs=512 count=1 <&"$1" 2> /dev/null)" = hello ]
}

fw echo
must "start" start
check "it echoes" ping_raw -n 20
dev=$(raw_dev) || ktap_exit_fail_msg "no rpmsg-raw"
mark
exec 3<> "$dev"
printf SHORT >&3
check "told" expect_log 'inbound msg too big: \(0, 65535\)'
# Blocks when there is no message, as there should not be.
timeout 1 dd bs=70000 count=1 <&3 > /tmp/got 2> /dev/null
check "others are received after many of them" eval "shorts && echoes_through 3"
exec 3>&-
check "nothing was delivered" [ ! -s /tmp/got ]
check "stop" stop
check "messages after the next start" eval "start && ping_raw -n 20 && stop"
ktap_finished
