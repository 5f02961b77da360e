#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What CONFIG_REMOTEPROC_VIRTIO adds to a small kernel that has no other use for
# virtio (testbed/kernel/size.config), on arm and on arm64:
#
#   sizes.sh BASE
#
# The kernels lie in the tree, in o-size-ARCH-VIRTIO.
. "$(dirname "$0")/common.sh"
. "$top/scripts/kbuild.sh"

[ $# = 1 ] || die "expected BASE, found: $*"
tree=$(tree_of "$1" yes)
logs=$build/log
[ -d "$tree" ] || die "${tree#"$top/"}: not there: make tree first"
mkdir -p "$logs"

build_one()	# ARCH CROSS VIRTIO
{
	out=o-size-$1-$3
	log=$logs/size-$1-$3.log
	mkdir -p "$tree/$out"
	{ cat "$top/testbed/kernel/size.config"; echo "CONFIG_REMOTEPROC_VIRTIO=$3"; } > "$tree/$out/.config.wanted"
	: > "$log"
	for target in "KCONFIG_ALLCONFIG=.config.wanted allnoconfig" vmlinux; do
		# shellcheck disable=SC2086 # two words
		kbuild "$tree" "$out" "$1" "$2" $target >> "$log" 2>&1 || { tail -n 20 "$log"; die "the kernel does not build (${log#"$top/"})"; }
	done
	found=$(sed -n -E 's/^CONFIG_((REMOTEPROC_)?VIRTIO)=y/\1/p' "$tree/$out/.config" | xargs)
	case $3 in
	y) expected="VIRTIO REMOTEPROC_VIRTIO" ;;
	n) expected= ;;
	esac
	[ "$found" = "$expected" ] || die "$out: expected '$expected', found '$found'"
}

for arch in arm arm64; do
	case $arch in
	arm) cross=arm-linux-gnueabihf- ;;
	arm64) cross=aarch64-linux-gnu- ;;
	esac
	build_one $arch "$cross" n
	build_one $arch "$cross" y
	echo "$arch"
	(cd "$tree" && "${cross}size" "o-size-$arch-n/vmlinux" "o-size-$arch-y/vmlinux")
	"$tree/scripts/bloat-o-meter" "$tree/o-size-$arch-n/vmlinux" "$tree/o-size-$arch-y/vmlinux" |
		sed -n -e '1p' -e '$p'
done
