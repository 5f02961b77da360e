# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests of bad device trees. The head of such a test names the errors that it
# provokes, in '# log:' lines that the host lets pass; here they all must come.
# Nothing is left behind, and firmware without a vdev boots on such a tree too.
# shellcheck source=/dev/null
. /lib/dt.sh

# The kernel's log, without time and caller.
said()
{
	dmesg | sed 's/^\[[^]]*\]\(\[[^]]*\]\)* *//'
}

# every error that the head of the test announces
all_said()
{
	said > /tmp/said
	sed -n 's/^# log: *//p' "$0" > /tmp/announced
	while IFS= read -r line; do
		grep -Eq "$line" /tmp/said && continue
		ktap_print_msg "the log lacks: $line"
		return 1
	done < /tmp/announced
}

# fails_with ERROR COMMAND...: with that one
fails_with()
{
	wanted=$1
	shift
	error=$( ("$@") 2>&1) && return 1
	case $error in
	*"$wanted") return 0 ;;
	esac
	ktap_print_msg "expected $wanted, found: $error"
	return 1
}

start_fails()	# ERROR
{
	fails_with "$1" start
}

# released: no memory and no device of a vdev is left
released()
{
	no_carveouts && no_memory_taken &&
		legacy_vdevs_are 0 && [ -z "$(ls /sys/bus/virtio/devices)" ]
}

nothing_left()
{
	is offline && released
}

# once REGEX: the log has it so often
once()
{
	[ "$(dmesg | grep -cE "$1")" = 1 ]
}

# refused FIRMWARE ERROR: the whole test
refused()
{
	plan 8
	fw "$1"
	check "start fails: $2" start_fails "$2"
	check "the log says why" all_said
	check "nothing is left behind" nothing_left
	check "nor the second time" start_fails "$2"
	check "still nothing" nothing_left
	fw no-vdev
	check "firmware without a vdev starts" start
	check "and stops" stop
	check_leaks
	ktap_finished
}

no_driver()
{
	set -- "$(vdev 0)"/virtio[0-9]*
	[ -e "$1" ] && [ ! -e "$1/driver" ]
}

# without_rpmsg FIRMWARE: the whole test; it starts, but the driver of its bus fails
without_rpmsg()
{
	plan 7
	fw "$1"
	for i in 1 2; do
		mark
		check "start $i: without rpmsg" eval "start && no_driver"
		check "the log says why: $i" all_said
		check "stop $i, nothing is left behind" eval "stop && nothing_left"
	done
	check_leaks
	ktap_finished
}

# rebind: the M4 has its driver anew
rebind()
{
	driver=/sys/bus/platform/drivers/stm32-rproc
	echo 10000000.m4 > $driver/unbind && echo 10000000.m4 > $driver/bind && find_rproc
}

# attach_fails ERROR WHICH: 7 results; the M4 runs on, and Linux does nothing with it
attach_fails()
{
	mark
	check "attach fails: $2" start_fails "$1"
	check "no other firmware: $2" fails_with busy fw no-vdev
	check "the log says why: $2" all_said
	check "still detached: $2" is detached
	check "nothing is left behind: $2" released
	check "stop is refused: $2" fails_with "Invalid argument" stop
	check "detach is refused: $2" fails_with "Invalid argument" detach
}

# attach_refused ERROR: the whole test. Only a reset of the M4 helps.
attach_refused()
{
	plan 24
	must "found detached" is detached
	attach_fails "$1" "the first time"
	attach_fails "$1" "the second time"
	must "the driver is bound anew, detached" eval "rebind && is detached"
	attach_fails "$1" "with the driver bound anew"
	check_leaks
	ktap_finished
}
