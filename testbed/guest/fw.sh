#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# For 'make FW=': starts the firmware that /fw.name names, looks at everything that
# Linux sees of it, passes messages where a service is known, stops it, and starts and
# stops it ten times. A line 'fw|WHAT|...' for each thing that is seen; testbed/fw.py
# makes a table of them. Nothing here expects anything of the firmware.
. /lib/dt.sh

CHANNEL_WAIT=5		# seconds for the first channel
CYCLES=10

say()
{
	printf 'fw'
	printf '|%s' "$@"
	printf '\n'
}

# since HUNDREDTHS: milliseconds
since()
{
	echo $((($(now_cs) - $1) * 10))
}

# try NAME COMMAND...: prints how that ended, and how long it took
try()
{
	name=$1 begin=$(now_cs)
	shift
	if error=$("$@" 2>&1); then
		say "$name" ok "$(since "$begin")"
	else
		say "$name" failed "$(since "$begin")" "$(echo "$error" | tail -n 1)"
		return 1
	fi
}

# --- what Linux sees ----------------------------------------------------------

# hex [FILE]: the cells of a property, a line each
hex()
{
	hexdump -v -e '4/1 "%02x" "\n"' "$@"
}

# cells FILE: the numbers of a property
cells()
{
	[ ! -e "$1" ] || hex "$1" | while read -r cell; do
		printf '%d ' "0x$cell"
	done
}

# text FILE: a property that is a string
text()
{
	[ ! -e "$1" ] || tr -d '\0' < "$1"
}

# Mailbox channels: of phandle and number pairs the numbers.
mailbox()	# WHOSE NODE
{
	[ -s "$2/mboxes" ] || return 0
	say mailbox "$1" "$([ ! -e "$2/mbox-names" ] || tr '\0' ' ' < "$2/mbox-names")" \
		"$(cells "$2/mboxes" | awk '{ for (i = 2; i <= NF; i += 2) printf "%s ", $i }')"
}

# phandles: of each node that has one 'PHANDLE FOLDER'
phandles()
{
	find /proc/device-tree/ -name phandle > /tmp/names
	xargs cat < /tmp/names | hex > /tmp/values
	awk 'NR == FNR { sub(/\/phandle$/, ""); node[NR] = $0; next }
	     { print $1, node[FNR] }' /tmp/names /tmp/values
}

# The memory regions of a node, with the cells of their reg
regions()	# WHOSE NODE
{
	[ -s "$2/memory-region" ] || return 0
	hex "$2/memory-region" | while read -r phandle; do
		region=$(sed -n "s/^$phandle //p" /tmp/phandles)
		say region "$1" "${region##*/}" "$(text "$region/status")" "$(cells "$region/reg")"
	done
}

# device_of NODE: what has become of the node of a vdev
device_of()
{
	device=$R/10000000.m4:$1
	if [ ! -e "$device" ]; then
		echo "no device"
	elif [ -e "$device/driver" ]; then
		echo "not started"
	elif [ "$(cat "$device/waiting_for_supplier" 2> /dev/null)" = 1 ]; then
		echo "no driver, waits for a supplier"
	else
		echo "no driver"
	fi
}

# What the device tree has for the vdevs: known also where the start fails
show_nodes()
{
	m4=/proc/device-tree/ahb/m4@10000000
	phandles > /tmp/phandles
	mailbox m4 $m4
	regions m4 $m4
	for node in "$m4"/vdev@*; do
		[ -d "$node" ] || continue
		who=${node##*/}
		say node "$who" "$(cells "$node/reg")" "$(cells "$node/virtio,id")" "$(text "$node/status")" "$(device_of "$who")"
		mailbox "$who" "$node"
		regions "$who" "$node"
	done
}

show_vdevs()
{
	for vdev in "$R"/10000000.m4:vdev@* "$R"/rproc-virtio.*.auto; do
		[ -e "$vdev" ] || continue
		virtio='' driver='' id=''
		for device in "$vdev"/virtio[0-9]*; do
			[ -e "$device" ] || continue
			virtio=${device##*/} id=$(($(cat "$device/device")))
			[ ! -e "$device/driver" ] || driver=$(basename "$(readlink "$device/driver")")
		done
		say vdev "${vdev##*/}" "$virtio" "$id" "$driver"
	done
	carveouts | while read -r line; do
		say carveout "$line"
	done
}

# What Linux has written into the table: where the vrings are, their numbers, the status.
show_table()
{
	awk '/^Entry/ { vring = "" }
	     /^Entry .* vdev/ { vdev++ }
	     /^  Status/ { print "vdev " vdev - 1 ": status " $2 }
	     /^  Vring/ { vring = $2 }
	     /^    Device Address/ { da = $3 }
	     /^    Notify ID/ { print "  vring " vring ": da " da ", notifyid " $3 }' "$D/resource_table" |
	while IFS= read -r line; do
		say table "$line"
	done
}

channels()
{
	for at in /sys/bus/rpmsg/devices/*; do
		[ -e "$at/name" ] || continue
		case $(cat "$at/name") in
		rpmsg_ctrl | rpmsg_ns) continue ;;
		esac
		taker=none
		[ ! -e "$at/driver" ] || taker=$(basename "$(readlink "$at/driver")")
		say channel "$(cat "$at/name")" "$(cat "$at/dst")" "$taker" "${at##*/}"
	done
}

some_channel()
{
	channels | grep -q .
}

is_rpmsg()
{
	for device in "$R"/*/virtio[0-9]*/device; do
		[ -e "$device" ] && [ $(($(cat "$device"))) = 7 ] && return
	done
	return 1
}

# More than one is announced: until for half a second none has come
wait_for_channels()
{
	wait_for $CHANNEL_WAIT "a channel" some_channel > /dev/null || return 1
	before=
	until [ "$before" = "$(channels)" ]; do
		before=$(channels)
		usleep 500000
	done
}

show_trace()
{
	for file in "$D"/trace*; do
		[ -e "$file" ] || continue
		say trace "${file##*/}" "$(wc -l < "$file")"
		tail -n 8 "$file" | cut -c 1-100 | while IFS= read -r line; do
			say traced "$line"
		done
	done
}

# The processor of the guest waits, the host looks where the M4 is.
where()	# WHEN
{
	say where "$1"
	usleep 500000
}

# --- messages -------------------------------------------------------------------

# echo_of CHANNEL DEVICE
echo_of()
{
	if result=$(rpmsg-ping -n 20 -s 32 -w 2000 "$2" 2>&1); then
		say echo "$1" ok "$(echo "$result" | sed 's/.*\<sent=\([0-9]*\).*\<back=\([0-9]*\).*\<median_us=\([0-9]*\).*/\2 of \1 back, median \3 us/')"
	else
		say echo "$1" failed "$(echo "$result" | tail -n 1)"
		where "no echo"
	fi
}

# node_of CHANNEL FOLDER: the device that the driver has made below this channel
node_of()
{
	for node in "/sys/bus/rpmsg/devices/$1/$2"/*; do
		[ -c "/dev/${node##*/}" ] || continue
		echo "/dev/${node##*/}"
		return 0
	done
	return 1
}

echo_through()	# NAME CHANNEL FOLDER
{
	if wait_for 2 device node_of "$2" "$3" > /dev/null; then
		echo_of "$1" "$(node_of "$2" "$3")"
	else
		say echo "$1" failed "no device in /dev"
	fi
}

echo_all()
{
	channels > /tmp/channels
	while IFS='|' read -r _ _ name _ driver channel; do
		case $name in
		rpmsg-tty)
			echo_through "$name" "$channel" tty
			;;
		rpmsg-raw | rpmsg-openamp-demo-channel | rpmsg-tty-channel)
			# Older firmware's names have no driver: rpmsg_char takes any.
			if [ "$driver" = none ]; then
				echo rpmsg_chrdev > "/sys/bus/rpmsg/devices/$channel/driver_override"
				echo "$channel" > /sys/bus/rpmsg/drivers/rpmsg_chrdev/bind
			fi
			echo_through "$name" "$channel" rpmsg
			;;
		rpmsg-client-sample)
			mark
			if sample_in && wait_for 5 answers sample_answers > /dev/null; then
				say echo "$name" ok "100 of 100 back"
			else
				say echo "$name" failed "not 100 answers"
			fi
			;;
		*)
			say echo "$name" unknown
			;;
		esac
	done < /tmp/channels
}

sample_answers()
{
	[ "$(dmesg | grep -c 'rpmsg_client_sample.*incoming msg')" = 100 ]
}

# --- the end ----------------------------------------------------------------------

nothing_left()
{
	no_vdev && no_memory_taken && ! channels | grep . &&
		for virtio in /sys/bus/virtio/devices/*; do
			[ ! -e "$virtio" ] || { echo "${virtio##*/} is there"; return 1; }
		done
}

show_left()
{
	if nothing_left > /tmp/left; then
		say left nothing
	else
		say left "$(head -n 1 /tmp/left)"
	fi
}

stop_it()
{
	mark
	try "$1" stop || return 1
	if log_has 'shutdown without ack'; then
		say ack no
	else
		say ack yes
	fi
}

cycles()
{
	slowest=0
	for i in $(seq $CYCLES); do
		begin=$(now_cs)
		start 2> /tmp/error || { say cycles $((i - 1)) $CYCLES "start $i: $(cat /tmp/error)"; return 1; }
		if [ -n "$announces" ]; then
			wait_for $CHANNEL_WAIT "a channel" some_channel > /dev/null ||
				{ say cycles $((i - 1)) $CYCLES "start $i: no channel"; where "start $i"; stop; return 1; }
		fi
		took=$(since "$begin")
		[ "$took" -le "$slowest" ] || slowest=$took
		stop 2> /tmp/error || { say cycles $((i - 1)) $CYCLES "stop $i: $(cat /tmp/error)"; return 1; }
	done
	say cycles $CYCLES $CYCLES "" "$slowest"
}

crash_it()
{
	if [ ! -e "$D/crash" ] || [ "$(cat "$D/recovery")" != enabled ]; then
		say crash no
		return
	fi
	mark
	begin=$(now_cs)
	echo 1 > "$D/crash"	# as if the watchdog had bitten
	if wait_for 5 "recovery" log_has 'remote processor m4 is now up' > /dev/null && wait_for 5 running is running > /dev/null; then
		took=$(since "$begin")
		if [ -n "$announces" ] && ! wait_for $CHANNEL_WAIT "a channel" some_channel > /dev/null; then
			say crash failed "recovered, but no channel comes"
			where recovery
		else
			say crash ok "$took"
		fi
	else
		say crash failed "state is $(state)"
	fi
}

say found "$(state)"
show_nodes
# Not while it runs.
is detached || cat /fw.name > "$R/firmware"
mark
if ! try start start; then
	dmesg | grep -E '(remoteproc|rproc-virtio|virtio|m4)' | tail -n 12
	show_left
	exit
fi
announces=
if is_rpmsg; then
	if wait_for_channels; then
		announces=yes
	else
		where "no channel"
	fi
else
	usleep 500000
fi
show_vdevs
show_table
channels
[ -z "$announces" ] || echo_all
show_trace
[ -n "$announces" ] || where running
stop_it stop || exit
cat /fw.name > "$R/firmware"
cycles
try restart start && crash_it && stop_it laststop
show_left
