#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vdev@0 has no memory-region, and the M4's bus reaches DDR: vrings and buffers
# come from the system's own memory.
#
# dt: ddr-system
# loops: 3 200
# timeout: 30
. /lib/dt.sh

plan $((LOOPS + 6))

fw echo
must "start" start
check "messages" echoes 0
check "vrings and buffers in DDR" eval \
	"vring_at 0 0 [cd]....... 0 && vring_at 0 1 [cd]....... 1 && buffers_at 0 [cd]......."
check "stop" stop
for i in $(seq "$LOOPS"); do
	check "start, messages, stop: $i" round 0
done
check "no memory when stopped" no_carveouts
check_leaks
ktap_finished
