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
#   build/guest/NAME.dt/    the device trees and overlays of testbed/dts, and those
#                           that the binding's examples are made into
. "$(dirname "$0")/common.sh"
. "$top/scripts/compile-dt.sh"

[ $# = 3 ] || die "expected BASE SERIES FLAVOUR, found: $*"
base=$1 flavour=$3
tree=$(tree_of "$base" "$2")
kernel=$tree/o-$flavour
guest=$top/testbed/guest
name=$base-$flavour
[ "$2" = yes ] || name=$name-$2
out=$build/guest
busybox=$cache/busybox-armhf
dts=$top/testbed/dts
binding=$tree/Documentation/devicetree/bindings/remoteproc/rproc-virtio.yaml
result=$out/$name.cpio

newer()	# THAN FOLDER...: something there is younger
{
	local than=$1
	shift
	[ ! -e "$than" ] || [ -n "$(find "$@" -newer "$than" -print -quit)" ]
}

out_of_date()
{
	newer "$result" "$0" "$top"/scripts/{compile-dt,dt-examples,selftests}.sh "$guest" "$dts" \
		"$build/firmware" "$kernel/.rproc-vdev-built"
}

out_of_date || exit 0
lock_trees "$base"
out_of_date || exit 0
# What is edited from here on is for the next time.
mkdir -p "$out/tools"
touch "$out/$name.begun"

if [ ! -d "$busybox" ]; then
	lock busybox
	[ -d "$busybox" ] || "$top/scripts/apt.sh" unpack busybox-static:armhf "$busybox"
fi

for source in "$guest"/tools/*.c; do
	tool=$out/tools/$(basename "$source" .c)
	newer "$tool" "$source" || continue
	# Another base's run, which has another lock, may be at the same.
	arm-linux-gnueabihf-gcc -static -O2 -Wall -Wextra -Werror -o "$tool.$$" "$source"
	mv "$tool.$$" "$tool"
done

compile_all()
{
	rm -rf "$out/$name.dt"
	make_temporary "$out/dt"
	tmp=$temporary
	# A base has no binding to take examples from.
	[ ! -f "$binding" ] || "$top/scripts/dt-examples.sh" "$tree" "$tmp/examples"
	for source in "$dts"/*.dtso "$dts"/*.dts "$tmp"/examples/*.dtso; do
		[ -f "$source" ] || continue
		case $source in
		*.dtso) blob=$(basename "$source" .dtso).dtbo ;;
		*) blob=$(basename "$source" .dts).dtb ;;
		esac
		compile_dt "$source" "$tmp/$blob" || die "${source#"$top/"}: the errors above"
	done
	touch -r "$out/$name.begun" "$tmp/.made"
	mv "$tmp" "$out/$name.dt"
}

if newer "$out/$name.dt/.made" "$0" "$top/scripts/compile-dt.sh" "$top/scripts/dt-examples.sh" "$dts" \
		"$tree/include/dt-bindings" "$tree/arch/arm/boot/dts/st" "$(dirname "$binding")"; then
	compile_all
fi

make_temporary "$out/root"
root=$temporary
mkdir -p "$root"/{bin,dev,lib/firmware,lib/modules,proc,sys,tests}
cp "$(find "$busybox" -type f -path '*bin/busybox')" "$root/bin/busybox"
for source in "$guest"/tools/*.c; do
	cp "$out/tools/$(basename "$source" .c)" "$root/bin/"
done
cp "$guest/init" "$root/init"
cp "$guest"/lib/* "$tree/tools/testing/selftests/kselftest/ktap_helpers.sh" "$root/lib/"
cp "$guest"/tests/* "$guest"/*.sh "$root/tests/"
cp -r "$guest/corpus" "$root/"
cp "$build"/firmware/*.elf "$root/lib/firmware/"
sed 's/\.o$/.ko/' "$kernel/modules.order" | while read -r module; do
	cp "$kernel/$module" "$root/lib/modules/"
done
cp "$kernel"/test-modules/*.ko "$root/lib/modules/"
"$top/scripts/selftests.sh" "$tree" arm-linux-gnueabihf "$root/selftests"

# For a test that goes from this kernel into another one.
mkdir "$root/boot"
cp "$kernel/arch/arm/boot/zImage" "$root/boot/"

# For overlays that a test applies while the system runs.
for blob in "$out/$name.dt"/*.dtbo "$kernel"/arch/arm/boot/dts/st/stm32mp157c-dk2-*.dtbo; do
	[ ! -f "$blob" ] || cp "$blob" "$root/lib/firmware/"
done

(cd "$root" && find . -mindepth 1 | sort | cpio --quiet -o -H newc -R 0:0 --reproducible) > "$result.new"
touch -r "$out/$name.begun" "$result.new"
mv "$result.new" "$result"
