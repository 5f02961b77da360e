#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes what boots beside a kernel:
#
#   guest.sh BASE SERIES FLAVOUR
#
#   build/guest/NAME.cpio   the initramfs: Debian's static busybox for armhf, our
#                           init, tests and tools, the kernel's modules and test
#                           helpers, the M4's firmware
#   build/guest/NAME.dt/    the device trees and overlays of testbed/dts
. "$(dirname "$0")/common.sh"

[ $# = 3 ] || die "expected BASE SERIES FLAVOUR, found: $*"
base=$1 flavour=$3
tree=$(tree_of "$base" "$2")
kernel=$tree/o-$flavour
guest=$top/testbed/guest
name=$base-$flavour
[ "$2" != none ] || name=$name-none
out=$build/guest
busybox=$cache/busybox-armhf/bin/busybox

[ -x "$busybox" ] || [ -x "${busybox%/bin/*}/usr/bin/busybox" ] || {
	lock busybox
	[ -d "$cache/busybox-armhf" ] ||
		"$top/scripts/apt.sh" unpack busybox-static:armhf "$cache/busybox-armhf"
}
[ -x "$busybox" ] || busybox=$cache/busybox-armhf/usr/bin/busybox

mkdir -p "$out/tools"
for source in "$guest"/tools/*.c; do
	tool=$out/tools/$(basename "$source" .c)
	[ ! "$source" -nt "$tool" ] || {
		arm-linux-gnueabihf-gcc -static -O2 -Wall -Wextra -Werror -o "$tool.new" "$source"
		mv "$tool.new" "$tool"
	}
done

root=$(mktemp -d "$out/root.XXXXXX")
temporary=$root
mkdir -p "$root"/{bin,dev,lib/firmware,lib/modules,proc,sys,tests}
cp "$busybox" "$root/bin/"
for source in "$guest"/tools/*.c; do
	cp "$out/tools/$(basename "$source" .c)" "$root/bin/"
done
cp "$guest/init" "$root/init"
cp "$guest"/lib/* "$tree/tools/testing/selftests/kselftest/ktap_helpers.sh" "$root/lib/"
cp "$guest"/tests/* "$guest/demo.sh" "$root/tests/"
cp "$build"/firmware/*.elf "$root/lib/firmware/"
sed 's/\.o$/.ko/' "$kernel/modules.order" | while read -r module; do
	cp "$kernel/$module" "$root/lib/modules/"
done

# A device tree in the kernel's dialect: its preprocessor, its headers, its dtc.
# Warnings are those of the trees that are included, not ours.
compile_dt()	# SOURCE RESULT
{
	gcc -E -nostdinc -undef -D__DTS__ -x assembler-with-cpp \
		-I "$tree/include" -I "$tree/arch/arm/boot/dts/st" -o "$2.pp" "$1"
	"$kernel/scripts/dtc/dtc" -q -@ -I dts -O dtb -o "$2" "$2.pp"
	rm "$2.pp"
}

rm -rf "$out/$name.dt"
mkdir -p "$out/$name.dt"
for source in "$top"/testbed/dts/*.dtso "$top"/testbed/dts/*.dts; do
	[ -f "$source" ] || continue
	case $source in
	*.dtso) result=$(basename "$source" .dtso).dtbo ;;
	*) result=$(basename "$source" .dts).dtb ;;
	esac
	compile_dt "$source" "$out/$name.dt/$result"
done
# For overlays that a test applies while the system runs.
for blob in "$out/$name.dt"/*.dtbo "$kernel"/arch/arm/boot/dts/st/stm32mp157c-dk2-*.dtbo; do
	[ ! -f "$blob" ] || cp "$blob" "$root/lib/firmware/"
done

(cd "$root" && find . -mindepth 1 | sort | cpio --quiet -o -H newc -R 0:0 --reproducible) > "$out/$name.cpio.new"
mv "$out/$name.cpio.new" "$out/$name.cpio"
