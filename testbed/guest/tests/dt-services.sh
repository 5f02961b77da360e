#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Four services, each with a pool: entropy source, I2C controller, disk, network device.
# The firmware checks their descriptors. Data go through all of them at the time of each
# stop. Afterwards as much of each pool is free as before the first start, and of the
# system's memory as after it: less than 2 MiB is missing, however many the rounds. The
# free memory of a system that only runs shell commands goes up and down by more than 1 MiB.
#
# dt: services
# loops: 5 1000
# timeout: 90
# log: at24 [0-9]-0050: supply vcc not found, using dummy regulator
# log: pool_free: loading out-of-tree module taints kernel
. /lib/dt-window.sh
. /lib/dt-services.sh

plan $((LOOPS * 8 + 5))

memory_back()
{
	memory_after=$(free_memory)
	[ "$memory_after" -gt $((memory - 2048)) ]
}

before=$(free_pages 0 1 2 3)
must "all pages are free" [ "$before" = "2 2 5 7 " ]
fw services-window
for i in $(seq "$LOOPS"); do
	services_round "$i"
	[ "$i" != 1 ] || memory=$(free_memory)
done
after=$(free_pages 0 1 2 3)
check "all pages are free again" [ "$after" = "$before" ]
check "the system has its memory again" wait_for 5 "the memory of the last round" memory_back
ktap_print_msg "free pages of the pools: $before, then $after; free memory: $memory KiB, then $memory_after KiB"
check "no memory is left" eval "no_carveouts && no_memory_taken"
check_leaks
ktap_finished
