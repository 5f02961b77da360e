#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kexec into another kernel while messages flow through vdev@0. The M4 continues to run.
# The mailbox channels of vdev@0 are free when the first kernel ends (channels 2 and 3 are
# the M4's own). The second kernel attaches to the M4 again, and messages flow as before.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: rproc-vdev
# append: retain_initrd testbed.kernel=1
# timeout: 40
# says: ^last_look: mailbox channels in use: 2-3$
# log: last_look: loading out-of-tree module taints kernel
# log: ^virtio_rpmsg_bus virtio0: failed to add a virtqueue buffer: -5$
. /lib/dt.sh

first=3			# results of the first kernel
all=$((first + 7))

no_stray_interrupt()	# of the mailbox: one that no driver handled
{
	# shellcheck disable=SC2046 # a list
	set -- $(sed -n 's/^ *\([0-9]*\):.*4c001000.mailbox$/\1/p' /proc/interrupts)
	grep mailbox /proc/interrupts
	[ $# = 2 ] && grep -qx 'unhandled 0' "/proc/irq/$1/spurious" &&
		grep -qx 'unhandled 0' "/proc/irq/$2/spurious"
}

if grep -q testbed.kernel=1 /proc/cmdline; then
	plan $all
	insmod /lib/modules/last_look.ko
	must "attach, messages" eval "start && echoes 0"
	must "traffic" traffic "$(raw_of 0)" "$(tty_dev)"
	must "a kernel to go into" kexec-same -l /boot/zImage testbed.kernel=1 testbed.kernel=2
	# the last line must have left the pipe to the console
	expect_log "ok $first "
	exec kexec-same -e
fi

# shellcheck disable=SC2034 # for the helpers, which go on counting
KSFT_NUM_TESTS=$all KTAP_TESTNO=$((first + 1)) KTAP_CNT_PASS=$first

must "the other kernel finds the M4 running" is detached
check "vdev@0 is there, not started" eval "bound_to_driver 0 && fails started 0"
check "no stray interrupt" no_stray_interrupt
must "attach" start
check "messages" echoes 0
check "stop" stop
fw echo
check "start, messages, stop" round 0
ktap_finished
