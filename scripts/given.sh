#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks what the user has given, before anything is built for it:
#
#   given.sh BASE SERIES FW DTS CONFIG DT    as for make; '' for a file that is not given
. "$(dirname "$0")/common.sh"

[ $# = 6 ] || die "expected BASE SERIES FW DTS CONFIG DT, found: $*"
tree=$(tree_of "$1" "$2")
series=$2 firmware=$3 overlay=$4 config=$5

exists()	# VARIABLE FILE
{
	[ -z "$2" ] || [ -f "$2" ] || die "$1=$2: there is no such file"
}

# Is it in testbed/dts, an overlay of the series or an example of its binding?
known()	# DT
{
	case $1 in
	legacy) return ;;
	*/*) [ -f "$1" ] && return ;;
	example-[0-9]*) [ "$series" != none ] && return ;;
	esac
	[ -f "$top/testbed/dts/$1.dtso" ] || [ -f "$top/testbed/dts/$1.dts" ] ||
		[ -f "$tree/arch/arm/boot/dts/st/stm32mp157c-dk2-$1.dtso" ] ||
		{ [ "$series" != none ] && [ -f "$top/arch/arm/boot/dts/st/stm32mp157c-dk2-$1.dtso" ]; }
}

exists FW "$firmware"
exists DTS "$overlay"
exists CONFIG "$config"
[ -z "$overlay" ] || grep -q '^/plugin/;' "$overlay" ||
	die "DTS=$overlay: expected an overlay, with a line '/plugin/;'"
if [ -n "$config" ]; then
	wrong=$(grep -m 1 -nvE '^[[:space:]]*(#.*)?$|^CONFIG_[A-Za-z0-9_]+=' "$config" || :)
	[ -z "$wrong" ] || die "CONFIG=$config: expected lines like CONFIG_DEBUG_FS=y, found in line $wrong"
	grep -qE '^(# )?CONFIG_[A-Za-z0-9_]+(=| is not set$)' "$config" ||
		die "CONFIG=$config: expected lines like CONFIG_DEBUG_FS=y, found none"
fi
read -r -a names <<< "$6"
for name in "${names[@]}"; do
	known "$name" ||
		die "DT=$name: expected legacy, rproc-vdev, rproc-two-vdevs (of the series), or a name in testbed/dts"
done
