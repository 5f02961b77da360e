#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A process keeps /dev/rpmsgN open. The M4 stops, starts again, crashes and recovers, and
# the file is closed after the vdev was removed. On the debugging kernel, which delays
# the release of the last reference (DEBUG_KOBJECT_RELEASE), the release of the virtio
# device used to oops, and a recovery found the memory pool taken.
#
# loops: 3 200
# timeout: 40
# log: crash detected in m4: type watchdog
# log: handling crash #[0-9]+ in m4
# log: recovering m4
. /lib/rproc.sh

plan $((LOOPS * 8 + 2))

recovered()	# N: crashes so far
{
	log_has "handling crash #$1 in" && log_has 'recovered|is now up' && is running
}

fw echo
must "start" start
for i in $(seq "$LOOPS"); do
	dev=$(raw_dev)
	exec 3<>"$dev"
	check "stop with the file open $i" stop
	check "start again" start
	check "it answers" ping_raw -n 20
	exec 3>&-
	check "it answers after the file was closed" ping_raw -n 20

	dev=$(raw_dev)
	exec 3<>"$dev"
	mark
	check "crash with the file open" eval "printf CRASH >&3"
	must "recovered" wait_for 10 "the recovery" recovered "$i"
	check "it answers after the recovery" ping_raw -n 20
	exec 3>&-
	check "and after the file was closed" ping_raw -n 20
done
stop
check_leaks
ktap_finished
