#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A carveout in the resource table has the name "%s%s%s%s%s%s%s%s%n". Linux treats it like
# any other name. Linux used to use it as a format string.
#
# timeout: 30
# log: (m4@10000000|10000000.m4): failed to allocate dma memory: len 0x1000
# log: stm32-rproc 10000000.m4: failed to allocate dma memory: len 0x1000
# log: Unable to allocate carveout .*: -12
# log: Failed to allocate associated carveouts: -12
# log: Boot failed: -12
. /lib/rproc.sh

plan 4

fw carveout-format
check "start is refused, as there is no memory for it" fails start
check "the carveout has its name" expect_log "Unable to allocate carveout %s%s%s%s%s%s%s%s%n: -12"
fw echo
check "a good one starts, answers, and stops" eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
