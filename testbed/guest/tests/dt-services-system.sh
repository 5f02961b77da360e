#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The four services without memory-region, on a bus that reaches DDR: their drivers' buffers
# are mapped where the kernel allocated them. The firmware checks their descriptors.
#
# dt: services-system
# loops: 2 1000
# timeout: 60
# log: at24 [0-9]-0050: supply vcc not found, using dummy regulator
. /lib/dt-window.sh
. /lib/dt-services.sh

watches 'c0000000 len 536870912' '[c-d][0-9a-f]{7}'

plan $((LOOPS * 8 + 2))

fw services-system
for i in $(seq "$LOOPS"); do
	services_round "$i"
done
check "no carveouts are left" no_carveouts
check_leaks
ktap_finished
