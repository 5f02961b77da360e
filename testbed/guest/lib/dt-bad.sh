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

# start_fails ERROR: with that one
start_fails()
{
	error=$( (start) 2>&1) && return 1
	case $error in
	*"$1") return 0 ;;
	esac
	ktap_print_msg "expected $1, found: $error"
	return 1
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
