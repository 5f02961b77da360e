#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An rpmsg vdev with two vrings of different sizes: no warning with a back trace, and no
# message and no buffer is lost.
#
# loops: 2 100
# timeout: 30
. /lib/rproc.sh

plan $((LOOPS * 3 + 1))

fw echo-asymmetric
mark
for i in $(seq "$LOOPS"); do
	must "start $i" start
	check "rpmsg_char echoes, many in flight" ping_raw -n 300 -i 16
	check "stop" stop
done
check "nothing reported" no_log 'WARNING|BUG:|Oops|virtqueue_add_outbuf failed'
ktap_finished
