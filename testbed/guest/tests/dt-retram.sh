#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Vrings have another address for the M4 than for Linux, through the dma-ranges of the
# M4's bus. The M4 finds the vrings, and debugfs shows both addresses.
#
# dt: retram
# timeout: 30
. /lib/dt.sh

plan 7

fw echo
must "start" start
check "messages" echoes 0
check "the M4's addresses" eval \
	"vring_at 0 0 00008000 0 && vring_at 0 1 00009000 1 && buffers_at 0 10042000"
check "debugfs shows vring 0" carveout "vdev0vring0 0x38008000 0x8000 0x1000"
check "debugfs shows vring 1" carveout "vdev0vring1 0x38009000 0x9000 0x1000"
check "stop" stop
check_leaks
ktap_finished
