#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the unit tests by the kernel's own kunit.py:
#
#   kunit.sh BASE ARCH    ARCH as kunit.py --arch has it: um, x86_64, arm64,
#                         powerpc (64 bit, big endian), s390
#
# kunit.py alone would take every default that the architecture has. The configuration
# that it finds here is lean, and has all that it needs.
. "$(dirname "$0")/common.sh"
. "$top/scripts/kbuild.sh"

[ $# = 2 ] || die "expected BASE ARCH, found: $*"
base=$1 arch=$2
tree=$(tree_of "$base" yes)
out=$tree/o-kunit-$arch
tests=drivers/remoteproc/tests

linux_arch=$arch options=
case $arch in
um) triplet='' packages='' ;;
x86_64) triplet=x86_64-linux-gnu packages=qemu-system-x86 linux_arch=x86 options=64BIT ;;
arm64) triplet=aarch64-linux-gnu packages=qemu-system-arm ;;
powerpc) triplet=powerpc64-linux-gnu packages=qemu-system-ppc options='PPC64 CPU_BIG_ENDIAN PPC_PSERIES' ;;
s390) triplet=s390x-linux-gnu packages='qemu-system-s390x|qemu-system-misc' ;;
*) die "ARCH=$arch: expected um, x86_64, arm64, powerpc or s390" ;;
esac
if [ -n "$triplet" ]; then
	command -v "$triplet-gcc" > /dev/null || packages="$packages gcc-${triplet//_/-}"
	# shellcheck disable=SC2086 # a list
	"$top/scripts/deps.sh" $packages
fi
cross=${triplet:+$triplet-}

# What the tests need, what kunit.py adds for the architecture, and what a kernel that
# prints needs.
wanted()
{
	cat "$tree/$tests/.kunitconfig"
	if [ "$arch" = um ]; then
		cat "$tree/tools/testing/kunit/configs/arch_uml.config"
	else
		PYTHONPATH=$tree/tools/testing PYTHONDONTWRITEBYTECODE=1 python3 -c "
from kunit.qemu_configs.$arch import QEMU_ARCH
print(QEMU_ARCH.kconfig)"
	fi
	for option in EXPERT PRINTK TTY BUG $options; do
		echo "CONFIG_$option=y"
	done
}

lock_trees "$base"
mkdir -p "$out"
wanted | grep '^CONFIG_' > "$out/wanted.new"
if ! cmp -s "$out/wanted.new" "$out/wanted"; then
	log=build/log/kunit-$arch-config.log
	kbuild "$tree" "$out" "$linux_arch" "$cross" KCONFIG_ALLCONFIG="$out/wanted.new" allnoconfig \
		> "$top/$log" 2>&1 || die "allnoconfig failed: $log"
	mv "$out/wanted.new" "$out/wanted"
fi

cd "$tree"
exec nice -n 5 python3 tools/testing/kunit/kunit.py run --jobs="$(nproc)" --timeout=600 \
	--arch="$arch" --kunitconfig="$tests" --build_dir="$out" \
	${cross:+--cross_compile="$cross"} --make_options "CC=$ccache${cross}gcc"
