#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rpmsg-stream with a mailbox channel for each direction, "tx" and "rx".
#
# dt: txrx
# loops: 1 200
# timeout: 90
. /lib/stream.sh

streams echo-txrx
