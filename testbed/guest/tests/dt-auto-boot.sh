#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 boots automatically while its vdev is not ready: the mailbox has no driver. When
# the mailbox gets a driver, the boot is retried, also after user space has failed to
# start the M4. It is not retried after user space has booted or stopped the M4.
#
# dt: auto-boot
# loops: 3 200
# timeout: 60
# log: ^remoteproc remoteproc0: Direct firmware load for rproc-m4-fw failed with error -2$
# log: ^remoteproc remoteproc0: request_firmware failed: -2$
# log: ^platform 10000000\.m4:vdev@0: deferred probe pending: 
# log: could not locate channel named "(shutdown|detach)"$
# log: ^remoteproc remoteproc[0-9]+: cannot get (shutdown|detach) mbox$
# log: ^remoteproc remoteproc[0-9]+: vdev 0: /ahb/m4@10000000/vdev@0 is not ready yet$
# log: ^remoteproc remoteproc[0-9]+: Failed to process resources: -517$
# log: ^remoteproc remoteproc[0-9]+: Boot failed: -517$
. /lib/dt-bad.sh

plan $((LOOPS * 17 + 1))

m4()	# bind or unbind
{
	echo 10000000.m4 > "/sys/bus/platform/drivers/stm32-rproc/$1"
}

# The M4 comes, and its boot fails as there is no mailbox.
comes_too_early()
{
	m4 unbind
	mailbox unbind
	mark
	m4 bind && find_rproc &&
		expect_log 'Failed to process resources: -517$' && is offline
}

mailbox_comes()
{
	mailbox bind && wait_for 5 "the driver of vdev@0" bound_to_driver 0
}

# There is no event to be waited for. A boot that came would have printed this, and
# would be one more user than the one of start and stop.
stays_offline()
{
	usleep 500000
	no_log 'powering up m4$' && is offline && start && echoes 0 && stop && is offline
}

cp /lib/firmware/echo.elf /lib/firmware/rproc-m4-fw
for i in $(seq "$LOOPS"); do
	must "too early: $i" comes_too_early
	must "the mailbox comes, and the M4 boots by itself" eval \
		"mailbox_comes && wait_for 5 running is running && echoes 0"
	check "once: one stop does" eval "stop && is offline"

	must "too early" comes_too_early
	check "a start fails too" start_fails "Resource temporarily unavailable"
	must "the mailbox comes, and the M4 boots by itself all the same" eval \
		"mailbox_comes && wait_for 5 running is running && echoes 0"
	check "once: one stop does" eval "stop && is offline"

	must "too early" comes_too_early
	check "a start fails too" start_fails "Resource temporarily unavailable"
	check "a stop finds nothing to stop" fails stop
	mark
	must "the mailbox comes" mailbox_comes
	check "who has stopped it has the last word" stays_offline

	must "too early" comes_too_early
	fw no-vdev
	check "other firmware, which needs no mailbox, starts and stops" eval \
		"start && is running && stop"
	echo rproc-m4-fw > "$R/firmware"
	mark
	must "the mailbox comes" mailbox_comes
	check "who has booted and stopped it has the last word" stays_offline
	check "no carveouts" no_carveouts
done
check_leaks
ktap_finished
