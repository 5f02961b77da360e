# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests of firmware that is not to be trusted: resource tables of every kind,
# remotes that write where they should not. Linux may refuse to start them and may
# stop talking; afterwards nothing of them is left, and good firmware works.
# shellcheck source=/dev/null
. /lib/dt.sh

# note TEXT: in the log before what comes next, whatever that does
note()
{
	echo "<14># $*" > /dev/kmsg
}

# made FIRMWARE ARGUMENT...: make and select a changed one, and print how
made()
{
	from=/lib/firmware/$1.elf name=$1
	shift
	case ${1-} in
	-m) how=$(fw-table "$@" "$from" /lib/firmware/made.elf) ;;
	*) how=$(fw-table "$from" /lib/firmware/made.elf "$@") ;;
	esac || return 1
	note "$name $how"
	fw made
}

no_vdev_left()
{
	set -- /sys/bus/virtio/devices/*
	[ ! -e "$1" ] && legacy_vdevs_are 0
}

# tried: started or refused, and stopped; nothing is left either way. (There are
# thousands of them, so the shell does alone what it can.)
started_ones=0
tried()
{
	if start 2> /dev/null; then
		started_ones=$((started_ones + 1))
		cat "$D"/trace* > /dev/null 2>&1
		stop || return 1
	fi
	read -r found < "$R/state"
	[ "$found" = offline ] && no_vdev_left
}

good()
{
	fw echo
	start && ping_raw -n 20 && stop && no_vdev_left && no_carveouts
}

# --- mutated tables ----------------------------------------------------------------

# all_mutated FIRMWARE...: $LOOPS of them, of all kinds in turn
all_mutated()
{
	n=0
	while [ $n -lt "$LOOPS" ]; do
		made "$1" -m $((SEED + n)) && tried || return 1
		set -- "$@" "$1"
		shift
		n=$((n + 1))
		[ $((n % 50)) != 0 ] || good || return 1
	done
}

# What has made trouble before: a line is a kind of firmware and what to change in it;
# '#' begins a comment.
corpus()
{
	sed 's/#.*//; /^ *$/d' /corpus/tables > /tmp/tables
	[ -s /tmp/tables ] || return 1
	while read -r line; do
		# shellcheck disable=SC2086 # words
		made $line && tried || return 1
	done < /tmp/tables
}

# mutated_tables FIRMWARE...: the whole test
mutated_tables()
{
	plan 6
	ktap_print_msg "SEED=$SEED"
	must "good firmware works" good
	check "$LOOPS tables" all_mutated "$@"
	check "some were started, others refused" eval \
		"[ $started_ones -gt 0 ] && [ $started_ones -lt $LOOPS ]"
	check "those that have made trouble before" corpus
	check "good firmware works" good
	check_leaks
	ktap_finished
}

# --- remotes that scribble -----------------------------------------------------

# exchange DEVICE COUNT: messages, until all are back or the remote falls silent. A
# sender that waits for a buffer is sent a signal, as a stop would wait for it.
exchange()
{
	rpmsg-ping -n "$2" -i 4 -w $((200 * SLOW)) "$1" > /tmp/exchange 2>&1 &
	sender=$!
	wait_for 3 "the end of the messages" none_of $sender > /dev/null || kill $sender
	wait $sender && heard=$((heard + 1))
	if trace_has scribbles; then
		hostile_ones=$((hostile_ones + 1))
	else
		ktap_print_msg "the remote has done nothing yet"
	fi
}

# stops: and soon
stops()
{
	begun=$(now_cs)
	stop || return 1
	took=$(($(now_cs) - begun))
	[ $took -lt $((500 * SLOW)) ] && return
	ktap_print_msg "stop took $took hundredths of a second"
	return 1
}

# talks COUNT: starts, and exchanges so many messages
talks()
{
	start || return 1
	! dev=$(raw_dev) || exchange "$dev" "$1"
}

# hostile FIRMWARE SEED COUNT: start it, exchange so many messages, stop it; then good
# firmware. Counts in $heard the rounds that had all of their messages, in $hostile_ones
# those in which it has scribbled.
heard=0
hostile_ones=0
hostile()
{
	made "$1" seed="$2" || return 1
	for step in "talks $3" stops no_vdev_left good; do
		$step && continue
		ktap_print_msg "$1 seed=$2: failed: $step"
		return 1
	done
}

# rounds FIRMWARE COUNT: $LOOPS of them
rounds()
{
	n=0
	while [ $n -lt "$LOOPS" ]; do
		hostile "$1" $((SEED + n)) "$2" || return 1
		n=$((n + 1))
	done
	ktap_print_msg "all messages came back in $heard of $LOOPS rounds"
}

# hostile_rings: the whole test
hostile_rings()
{
	plan 4
	ktap_print_msg "SEED=$SEED"
	check "$LOOPS rounds, each followed by good firmware" rounds hostile-rings 400
	check "the hostile ones ended the messages" [ $heard -lt "$LOOPS" ]
	check "good firmware works" good
	check_leaks
	ktap_finished
}

# hostile_table: the whole test
hostile_table()
{
	plan 5
	ktap_print_msg "SEED=$SEED"
	check "$LOOPS rounds, each followed by good firmware" rounds hostile-table 200
	check "the remote was hostile" [ $hostile_ones -gt 0 ]
	check "all messages came back in all of them" [ $heard = "$LOOPS" ]
	check "good firmware works" good
	check_leaks
	ktap_finished
}

# oldest_line: number of the oldest line that the kernel's log still has
oldest_line()
{
	head -n 1 /dev/kmsg | cut -d , -f 2
}

# in_flood COMMAND...: before the 65536 messages of the flood are through, each of which
# is a line in the kernel's log
in_flood()
{
	oldest=$(oldest_line)
	"$@" || return 1
	lost=$(($(oldest_line) - oldest))
	[ $lost -lt 30000 ] && return
	ktap_print_msg "the kernel's log lost $lost lines during: $*"
	return 1
}

# flood FIRMWARE: the whole test
flood()
{
	plan $((LOOPS * 4 + 1))
	for i in $(seq "$LOOPS"); do
		fw "$1"
		must "start $i" start
		check "a flood $i" wait_for 5 "the flood" trace_has "scribbles used index"
		must "a stop that ends the flood $i" in_flood stop
		must "good firmware works $i" good
	done
	check_leaks
	ktap_finished
}
