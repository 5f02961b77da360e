#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Invalid requests of user space to /dev/rpmsgN and /dev/rpmsg_ctrl0: flow control after
# the M4 has stopped, a message of 8 MiB, local addresses beyond 31 bits. The requests
# fail with errors. Linux used to log warnings with a backtrace.
#
# timeout: 40
# log: local address 0x80000000 is too high
# log: failed to open higher
. /lib/rproc.sh

plan 8

fw echo
must "start" start
dev=$(raw_dev)
check "8 MiB are refused" fails dd if=/dev/zero of="$dev" bs=8M count=1

for what in high:0x7fffffff higher:0x80000000; do
	rpmsg-ioctl endpoint ${what%:*} ${what#*:} 5 < /dev/rpmsg_ctrl0
	wait_for 5 "endpoint ${what%:*}" rpmsg_dev ${what%:*} > /dev/null
done
check "local address 0x7fffffff is the last" eval "true < $(rpmsg_dev high)"
check "local address 0x80000000 is refused" fails eval "true < $(rpmsg_dev higher)"

exec 3<> "$dev"
must "stop" stop
check "no flow control after that" fails rpmsg-ioctl pause <&3
exec 3>&-
check "start, answer, stop" eval "start && ping_raw -n 20 && stop"
check "nothing reported" no_log 'WARNING|BUG:|Oops|Unable to handle'
ktap_finished
