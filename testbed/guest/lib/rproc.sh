# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the variables are for the tests
#
# What every guest test uses: the remote processor's files, starting and
# stopping, waiting for things, the kernel log. Results are KTAP, by the
# kernel's own helpers.
# shellcheck source=/dev/null
. /lib/ktap_helpers.sh

R=/sys/class/remoteproc/remoteproc0
D=/sys/kernel/debug/remoteproc/remoteproc0
LOOPS=${LOOPS:-1}	# how often to repeat; from the head of the test, or make soak
SEED=${SEED:-1}		# of everything random
SLOW=${SLOW:-1}		# how many times slower this kernel is than the plain one

# --- results ---------------------------------------------------------------

plan()
{
	ktap_print_header
	ktap_set_plan "$1"
}

# check "what must hold" COMMAND...
check()
{
	what=$1
	shift
	if "$@"; then
		ktap_test_pass "$what"
	else
		ktap_print_msg "failed: $*"
		ktap_test_fail "$what"
		return 1
	fi
}

# The same for what the rest of the test stands on.
must()
{
	check "$@" || ktap_exit_fail_msg "cannot go on"
}

# --- waiting ---------------------------------------------------------------

now_cs()	# hundredths of a second since boot
{
	read -r up rest < /proc/uptime
	echo $((${up%.*} * 100 + 1${up#*.} - 100))	# not octal: 08
}

# wait_for SECONDS "what" COMMAND...: until COMMAND is true, which may print something.
# The message goes to stderr, as the wait may be in $( ). A pattern of files is for
# first_of: in an argument it would be expanded once, before the wait.
wait_for()
{
	end=$(($(now_cs) + $1 * 100 * SLOW)) awaited=$2
	shift 2
	until "$@" 2>/dev/null; do
		if [ "$(now_cs)" -gt "$end" ]; then
			ktap_print_msg "waited in vain for: $awaited" >&2
			return 1
		fi
		usleep 20000
	done
}

# first_of 'PATTERN': the first file that matches now
first_of()
{
	# shellcheck disable=SC2086 # expanded here
	set -- $1
	[ -e "$1" ] && echo "$1"
}

# --- the kernel log ----------------------------------------------------------

# Later looks at the log start here. (The console has the line already.)
mark()
{
	dmesg -c > /dev/null
}

log_has()
{
	dmesg | grep -Eq "$1"
}

# expect_log REGEX: the line is there, or comes within a few seconds
expect_log()
{
	wait_for 5 "the log line '$1'" log_has "$1"
}

no_log()
{
	! dmesg | grep -E "$1"
}

# --- the remote processor ----------------------------------------------------

fw()
{
	echo "$1.elf" > $R/firmware
}

state()
{
	cat $R/state
}

is()	# STATE
{
	[ "$(state)" = "$1" ]
}

start()
{
	echo start > $R/state
}

stop()
{
	echo stop > $R/state
}

detach()
{
	echo detach > $R/state
}

fails()
{
	! "$@"
}

trace()
{
	cat $D/trace0
}

trace_has()
{
	trace | grep -Eq "$1"
}

# --- rpmsg ---------------------------------------------------------------------

# rpmsg_dev NAME: the /dev/rpmsgN of the channel or endpoint of that name
rpmsg_dev()
{
	for name in /sys/class/rpmsg/rpmsg[0-9]*/name; do
		[ "$(cat "$name" 2>/dev/null)" = "$1" ] || continue
		name=${name%/name}
		echo "/dev/${name##*/}"
		return 0
	done
	return 1
}

# The devices come some time after the start. These wait, and print the one.
raw_dev()
{
	wait_for 5 "a /dev/rpmsgN of rpmsg-raw" rpmsg_dev rpmsg-raw > /dev/null || return 1
	dev=$(rpmsg_dev rpmsg-raw)
	wait_for 5 "$dev" test -c "$dev" && echo "$dev"
}

# The node is there a moment before it can be opened.
open_tty()
{
	dev=$(first_of '/dev/ttyRPMSG*') && true < "$dev" && echo "$dev"
}

tty_dev()
{
	wait_for 5 "a /dev/ttyRPMSGn that opens" open_tty
}

port_dev()
{
	wait_for 5 "a /dev/vportNp0" first_of '/dev/vport*p0'
}

holds()	# PID DEVICE: that process has it open
{
	for file in "/proc/$1"/fd/*; do
		[ "$(readlink "$file")" != "$2" ] || return 0
	done
	return 1
}

# traffic DEVICE...: messages through each, as many as go, in the background, until
# the device is removed, which the process must survive. Adds to $pinging.
pinging=
traffic()
{
	for dev in "$@"; do
		rpmsg-ping -n 0 -i 4 "$dev" > /dev/null 2>&1 &
		pinging="$pinging $!"
		wait_for 5 "rpmsg-ping on $dev" holds $! "$dev" || return 1
	done
	usleep 100000
}

none_of()	# PID...: is there any more
{
	for pid in "$@"; do
		[ ! -e "/proc/$pid/fd/0" ] || return 1
	done
}

# traffic_ends: by itself
traffic_ends()
{
	# shellcheck disable=SC2086 # a list
	wait_for 10 "the end of traffic" none_of $pinging
	result=$?
	# shellcheck disable=SC2086
	[ $result = 0 ] || kill $pinging
	wait
	pinging=
	return $result
}

# ping_raw, ping_tty [OPTION]...: messages there and back, verified
ping_raw()
{
	dev=$(raw_dev) && rpmsg-ping "$@" "$dev"
}

ping_tty()
{
	dev=$(tty_dev) && rpmsg-ping "$@" "$dev"
}

# The M4 brings its watchdog down on itself when it reads this.
crash()
{
	dev=$(raw_dev) && printf CRASH > "$dev"
}

sample_in()
{
	insmod /lib/modules/rpmsg_client_sample.ko
}

# The sample client has had its hundred answers since the last mark.
sample_done()
{
	expect_log 'rpmsg_client_sample.*goodbye!' &&
		[ "$(dmesg | grep -c 'rpmsg_client_sample.*incoming msg')" = 100 ]
}

# No vdev of the resource table is left; shows those that are, even if what they
# hang on is gone.
no_vdev()
{
	for vdev in /sys/bus/platform/devices/rproc-virtio*; do
		[ ! -L "$vdev" ] || echo "$vdev"
	done | { ! grep .; }
}

# --- leaks -----------------------------------------------------------------------

leaks=/sys/kernel/debug/kmemleak

# A test point of its own. kmemleak reports what it found unreferenced in two
# scans, and nothing that is younger than five seconds.
check_leaks()
{
	if [ ! -e $leaks ]; then
		ktap_test_skip "nothing leaked (no kmemleak here)"
		return
	fi
	young=$(($(now_cs) + 550))
	echo scan > $leaks
	# The scan itself takes seconds: often that is enough.
	while [ "$(now_cs)" -lt $young ]; do
		usleep 100000
	done
	echo scan > $leaks
	cat $leaks
	check "nothing leaked" fails grep -q . $leaks
}
