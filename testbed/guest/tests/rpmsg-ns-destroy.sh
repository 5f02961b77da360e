#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 announces that the name service's own device and the control device are
# destroyed. Both devices stay and continue to work. The name service used to wait for
# itself forever, with the lock of the remote processor held.
#
# timeout: 40
# log: destroying channel rpmsg_(ns|ctrl) addr 0x(35|0)
# log: rpmsg_destroy_channel failed: -1
# log: failed to release rpmsg_(ns|ctrl) channel \(-1\)
. /lib/elf.sh

plan 9

# say_destroyed NAME ADDRESS: a message from any address to the name service, 40
# bytes
say_destroyed()
{
	{
		printf 'SAY:'
		le 4 1024
		le 4 53
		le 4 0
		le 2 40
		le 2 0
		printf %s "$1"
		le $((32 - ${#1})) 0
		le 4 "$2"
		le 4 1
	} > /tmp/message
	dev=$(raw_dev) && cat /tmp/message > "$dev"
}

fw echo
must "start" start
mark
must "the M4 says that the name service is gone" say_destroyed rpmsg_ns 53
check "Linux refuses" expect_log 'rpmsg_destroy_channel failed: -1'
check "messages still flow" ping_raw -n 20
mark
must "the M4 says that the control device is gone" say_destroyed rpmsg_ctrl 0
check "Linux refuses" expect_log 'rpmsg_destroy_channel failed: -1'
check "a user is refused as well" fails eval \
	"rpmsg-ioctl release rpmsg_ctrl any any < /dev/rpmsg_ctrl0"
check "messages still flow" ping_raw -n 20
stop & stopping=$!
check "stop" wait_for 5 "the stop" is offline || ktap_exit_fail_msg "process $stopping hangs"
wait
ktap_finished
