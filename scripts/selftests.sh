#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Compiles the series' kernel selftests of remoteproc, statically linked:
#
#   selftests.sh TREE TRIPLET FOLDER [NAME...]    TRIPLET: of the compiler, '' for this
#                                                 machine's; NAME: these programs alone
#
# Prints nothing and leaves FOLDER empty where the tree has none.
. "$(dirname "$0")/common.sh"

[ $# -ge 3 ] || die "expected TREE TRIPLET FOLDER [NAME...], found: $*"
tree=$1 compiler=${2:+$2-}gcc out=$3
shift 3
tests=$tree/tools/testing/selftests/remoteproc

rm -rf "$out"
mkdir -p "$out"
[ -f "$tests/Makefile" ] || exit 0
read -r -a programs < <(sed -n 's/^TEST_GEN_PROGS := //p' "$tests/Makefile")
for name; do
	[[ " ${programs[*]} " = *" $name "* ]] ||
		die "$name: there is no such selftest, expected some of ${programs[*]}"
done
[ $# = 0 ] || programs=("$@")

# Of the kernel's own headers only these are newer than the C library's.
make_temporary "$build/headers"
headers=$temporary
mkdir "$headers/linux"
cp "$tree"/include/uapi/linux/{remoteproc_user,remoteproc_cdev,rpmsg}.h "$headers/linux/"

flags="-static -O2 -Wall -Werror -D_GNU_SOURCE= -pthread"
# shellcheck disable=SC2086 # a list
"$compiler" $flags -I "$headers" -c -o "$headers/remote.o" "$tests/remote.c"
for program in "${programs[@]}"; do
	# shellcheck disable=SC2086 # a list
	"$compiler" $flags -I "$headers" -o "$out/$program" "$tests/$program.c" "$headers/remote.o" &
done
for program in "${programs[@]}"; do
	wait -n || die "a selftest cannot be compiled (above)"
done
