#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The emulated board: a hardware semaphore records which processor has taken it, and an
# I2C controller without a chip on its bus reports that. The M4 checks its own view
# (testbed/firmware/board.c), this test checks the view of the Cortex-A7s.
#
# timeout: 20
# log: hsem: loading out-of-tree module
. /lib/rproc.sh

LOCK_A7=80000100 LOCK_M4=80000200
R5=0x14 R6=0x18 R12=0x30 RLR5=0x94 RLR6=0x98 RLR12=0xb0
C1ICR=0x104 C1ISR=0x108

reads()	# OFFSET VALUE
{
	echo "$1" > /sys/module/hsem/parameters/offset
	found=$(cat /sys/module/hsem/parameters/value)
	[ "$found" = "$2" ] || { ktap_print_msg "offset $1: expected $2, found $found"; return 1; }
}

writes()	# OFFSET VALUE
{
	echo "$1" > /sys/module/hsem/parameters/offset
	echo "$2" > /sys/module/hsem/parameters/value
}

plan 17
must "the semaphores can be looked at" insmod /lib/modules/hsem.ko
check "a read of RLR5 takes semaphore 5" reads $RLR5 $LOCK_A7
check "R5 is taken" reads $R5 $LOCK_A7
fw board
must "start" start
must "the M4 has made its checks" wait_for 5 "the checks" trace_has '^board: [0-9]+ checks'
trace | grep '^board:'
check "none of the M4's has failed" trace_has '^board: 3[0-9] checks, 0 failed$'
check "semaphore 6 is the M4's" reads $R6 $LOCK_M4
check "RLR6 does not take it" reads $RLR6 $LOCK_M4
writes $R6 0x100
writes $R6 0x200
check "it cannot be freed from here" reads $R6 $LOCK_M4
check "stop" stop
check "a reset of the M4 frees nothing" reads $R6 $LOCK_M4
check "semaphore 12 is taken" reads $RLR12 $LOCK_A7
writes $C1ICR 0xffffffff
check "no semaphore was freed" reads $C1ISR 00000000
writes $R12 0x100
check "freed" reads $R12 00000000
check "which is an event" reads $C1ISR 00001000
writes $C1ICR 0x1000
check "the event is cleared" reads $C1ISR 00000000
check "rmmod" rmmod hsem
ktap_finished
