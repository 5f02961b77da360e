# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # tree and kernel: who sources this
#
# Sourced by the scripts that compile device trees.

# A device tree in the kernel's dialect: its preprocessor, its headers, its dtc. Callers look
# at the status, so 'set -e' does not end it.
compile_dt()	# SOURCE RESULT
{
	gcc -E -nostdinc -undef -D__DTS__ -x assembler-with-cpp \
		-I "$tree/include" -I "$tree/arch/arm/boot/dts/st" -o "$2.pp" "$1" &&
	"$kernel/scripts/dtc/dtc" -q -@ -I dts -O dtb -o "$2" "$2.pp" &&
	rm "$2.pp"
}
