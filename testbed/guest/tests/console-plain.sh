#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A virtio console in its original form, on an unmodified device tree: two vrings of
# different sizes. Data go both ways through hvc0.
#
# loops: 5 300
# timeout: 40
. /lib/rproc.sh

plan $((LOOPS * 4 + 1))

echoes()
{
	wait_for 5 "hvc0" test -c /dev/hvc0 && stty -F /dev/hvc0 raw -echo &&
		rpmsg-ping -n 100 -s 30 /dev/hvc0
}

fw console-plain
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "hvc0 echoes $i" echoes
	must "stop $i" stop
	check "it has gone $i" no_vdev
done
check_leaks
ktap_finished
