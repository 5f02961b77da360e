#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the selftests of remoteproc and the unit tests in User Mode Linux:
#
#   quick.sh BASE [NAME]    NAME: one selftest only
#
# The kernel is that of kernel.sh BASE yes quick. Its initramfs has nothing but the
# selftests, statically linked, and an init that runs them.
. "$(dirname "$0")/common.sh"

case $# in
1 | 2) ;;
*) die "expected BASE [NAME], found: $*" ;;
esac
base=$1 name=${2-}
tree=$(tree_of "$base" yes)
tests=$tree/tools/testing/selftests/remoteproc
out=$build/quick/$base

[ -d "$tests" ] || die "${tests#"$top/"}: not there"
[ -z "$name" ] || [ -f "$tests/$name.c" ] || die "T=$name: there is no such selftest"

mkdir -p "$out/root/tests" "$out/include/linux"
rm -f "$out"/root/tests/*
# The kernel's own headers would have to be installed first; these two are enough.
cp "$tree/include/uapi/linux/remoteproc_user.h" "$tree/include/uapi/linux/remoteproc_cdev.h" \
	"$out/include/linux/"

compile()	# RESULT SOURCE...
{
	local result=$1
	shift
	gcc -static -O2 -Wall -D_GNU_SOURCE= -pthread \
		-I "$out/include" -o "$result" "$@"
}

compile "$out/root/init" "$top/testbed/quick/init.c"
read -r -a programs < <(sed -n 's/^TEST_GEN_PROGS := //p' "$tests/Makefile")
for program in "${programs[@]}"; do
	[ -z "$name" ] || [ "$name" = "$program" ] || continue
	compile "$out/root/tests/$program" "$tests/$program.c" "$tests/remote.c" &
done
wait
mkdir -p "$out"/root/{dev,proc,sys,tmp}
(cd "$out/root" && find . -mindepth 1 | sort | cpio --quiet -o -H newc -R 0:0 --reproducible) > "$out/root.cpio"

exec "$top/testbed/quick.py" "$tree" "$out/root.cpio" "$build/logs/quick-$base.log" ${name:+--no-kunit}
