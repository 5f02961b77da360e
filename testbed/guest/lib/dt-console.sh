# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests of a console with three ports, thus eight vrings, in the device tree:
# data go both ways through each port.
# shellcheck source=/dev/null
. /lib/dt.sh

port()	# NUMBER: its device
{
	for name in /sys/class/virtio-ports/vport*/name; do
		[ "$(cat "$name" 2> /dev/null)" = "cm4.port$1" ] || continue
		name=${name%/name}
		[ -c "/dev/${name##*/}" ] || return 1
		echo "/dev/${name##*/}"
		return 0
	done
	return 1
}

port_echoes()
{
	wait_for 5 "port $1" port "$1" > /dev/null && rpmsg-ping -n 200 -s 60 "$(port "$1")"
}

notifyids()
{
	for i in 0 1 2 3 4 5 6 7; do
		vring_at 0 $i '1004....' $i || return 1
	done
}

# the whole test
console_echoes()
{
	plan $((LOOPS * 6 + 1))
	fw console
	for i in $(seq "$LOOPS"); do
		must "start $i" start
		check "port 0 echoes" port_echoes 0
		check "port 1 echoes" port_echoes 1
		check "port 2 echoes" port_echoes 2
		check "eight vrings" notifyids
		must "stop $i" stop
	done
	check_leaks
	ktap_finished
}
