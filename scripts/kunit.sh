#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the unit tests by the kernel's own kunit.py:
#
#   kunit.sh BASE ARCH    ARCH as kunit.py --arch has it: um, x86_64, arm64,
#                         powerpc (64 bit, big endian), s390
#
# kunit.py alone would take every default that the architecture has. The configuration
# that it finds here is lean, and has all that it asks for.
. "$(dirname "$0")/common.sh"

[ $# = 2 ] || die "expected BASE ARCH, found: $*"
base=$1 arch=$2
tree=$(tree_of "$base" yes)
out=$tree/o-kunit-$arch
tests=drivers/remoteproc/tests

case $arch in
um) triplet='' packages='' ;;
x86_64) triplet=x86_64-linux-gnu packages=qemu-system-x86 ;;
arm64) triplet=aarch64-linux-gnu packages=qemu-system-arm ;;
powerpc) triplet=powerpc64-linux-gnu packages=qemu-system-ppc ;;
s390) triplet=s390x-linux-gnu packages=qemu-system-misc ;;
*) die "ARCH=$arch: expected um, x86_64, arm64, powerpc or s390" ;;
esac
if [ -n "$triplet" ]; then
	command -v "$triplet-gcc" > /dev/null || packages="$packages gcc-${triplet//_/-}"
	# shellcheck disable=SC2086 # a list
	"$top/scripts/deps.sh" $packages
fi

# What kunit.py adds for the architecture, and what a kernel that prints needs.
wanted()
{
	cat "$tree/$tests/.kunitconfig"
	if [ "$arch" = um ]; then
		cat "$tree/tools/testing/kunit/configs/arch_uml.config"
	else
		(cd "$tree/tools/testing/kunit" && python3 -c '
import importlib.util, sys
sys.path.insert(0, ".")
spec = importlib.util.spec_from_file_location("c", f"qemu_configs/{sys.argv[1]}.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.QEMU_ARCH.kconfig)' "$arch")
	fi
	for option in EXPERT PRINTK TTY BUG FUTEX EPOLL SHMEM PROC_FS SYSFS MULTIUSER POSIX_TIMERS; do
		echo "CONFIG_$option=y"
	done
}

mkdir -p "$out"
linux_arch=$arch
[ "$arch" != x86_64 ] || linux_arch=x86
wanted | grep '^CONFIG_' > "$out/wanted.new"
if ! cmp -s "$out/wanted.new" "$out/wanted"; then
	(
		cd "$tree"
		make -s O="$out" ARCH="$linux_arch" CROSS_COMPILE="${triplet:+$triplet-}" \
			KCONFIG_ALLCONFIG="$out/wanted.new" allnoconfig
	) > "$build/log/kunit-$arch-config.log" 2>&1 || die "allnoconfig failed: build/log/kunit-$arch-config.log"
	mv "$out/wanted.new" "$out/wanted"
fi

ccache=
! command -v ccache > /dev/null || ccache="ccache "
cd "$tree"
exec python3 tools/testing/kunit/kunit.py run --jobs="$(nproc)" --timeout=600 \
	--arch="$arch" --kunitconfig="$tests" --build_dir="$out" \
	${triplet:+--cross_compile="$triplet-"} \
	--make_options "CC=$ccache${triplet:+$triplet-}gcc"
