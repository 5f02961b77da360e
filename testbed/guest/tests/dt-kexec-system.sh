#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kexec into another kernel, with a vdev whose vrings are in the system's own memory.
# After a detach, the next kernel can attach to the M4 again. Without a detach, the table
# still has addresses of the previous kernel. The attach then fails with an error: an
# earlier kernel may have left the addresses in the table.
#
# board: m4-elf=echo.elf m4-rsc-table=0x10020000
# dt: ddr-system
# append: retain_initrd testbed.kernel=1
# timeout: 60
# log: vring 0 has device address 0x[0-9a-f]+, the firmware requests 0x[0-9a-f]+, or an earlier kernel left it in the table$
# log: Failed to process resources: -22
# log: Boot failed: -22
. /lib/dt-bad.sh

each=4			# results of each of the first two kernels
all=$((2 * each + 3))

# into NUMBER: that kernel
into()
{
	must "a kernel to go into" kexec-same -l /boot/zImage testbed.kernel=$(($1 - 1)) testbed.kernel="$1"
	# the last line must have left the pipe to the console
	expect_log "ok $((($1 - 1) * each)) "
	exec kexec-same -e
}

kernel=$(sed 's/.*testbed.kernel=\([0-9]\).*/\1/' /proc/cmdline)
if [ "$kernel" = 1 ]; then
	plan $all
else
	# shellcheck disable=SC2034 # for the helpers, which go on counting
	KSFT_NUM_TESTS=$all KTAP_TESTNO=$(((kernel - 1) * each + 1)) \
		KTAP_CNT_PASS=$(((kernel - 1) * each))
fi

must "kernel $kernel finds the M4 running" is detached
case $kernel in
1)
	must "attach, messages" eval "start && echoes 0"
	must "detach" detach
	into 2
	;;
2)
	must "attach" start
	must "messages" echoes 0
	into 3
	;;
esac
check "attach fails" start_fails "Invalid argument"
check "the log says why" log_has 'or an earlier kernel left it in the table$'
ktap_finished
