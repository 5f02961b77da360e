# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For the tests that boot an example of the binding: the M4 gets firmware that has the
# vdevs of the example, and messages or data go through each.
# shellcheck source=/dev/null
. /lib/dt-console.sh
. /lib/dt-services.sh

# The virtio device ids of the vdevs in the device tree, in hexadecimal, in order.
ids()
{
	for id in "$R"/device/of_node/vdev@*/virtio,id; do
		hexdump -v -e '4/1 "%02x" "\n"' "$id" | sed 's/^0*//'
	done | tr '\n' ' '
}

directed()	# a channel for each direction
{
	grep -q '^tx' "$R"/device/of_node/vdev@0/mbox-names 2> /dev/null
}

works()
{
	found=$(ids)
	case $found in
	"7 ") fw "$(directed && echo echo-txrx || echo echo)" && start && echoes 0 ;;
	"7 7 ") fw echo2 && start && echoes 0 1 ;;
	"3 ") fw console && start && port_echoes 0 && port_echoes 2 ;;
	"4 ") fw rng && start && random_bytes ;;
	"22 ") fw i2c && start && eeprom_works "written through the example" ;;
	*)
		ktap_print_msg "expected ids of vdevs that there is firmware for, found: $found"
		return 1
		;;
	esac
}

# the whole test
example()
{
	plan 4
	check "start, messages" works
	check "no vdev is made of the table" legacy_vdevs_are 0
	check "stop" stop
	check_leaks
	ktap_finished
}
