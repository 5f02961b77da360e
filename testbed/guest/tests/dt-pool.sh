#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# One pool for vdev@0, of just the size that vrings and buffers need (TI's way).
#
# dt: pool
# loops: 3 200
# timeout: 30
. /lib/dt.sh

plan $((LOOPS * 2 + 7))

fw echo
must "start" start
check "messages" echoes 0
check "vrings and buffers in the pool" eval \
	"vring_at 0 0 1004[89a-f]... 0 && vring_at 0 1 1004[89a-f]... 1 && buffers_at 0 1004[89a-f]..."
check "debugfs shows the pool" carveout "vdev0buffer 0x10048000 0x10048000 0x8000"
check "stop" stop
for i in $(seq "$LOOPS"); do
	check "start, messages, stop: $i" round 0
	check "no memory when stopped" no_carveouts
done
check "no legacy vdev" legacy_vdevs_are 0
check_leaks
ktap_finished
