#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs the selftests of remoteproc and the unit tests in User Mode Linux:
#
#   quick.sh BASE [NAME...]    NAME: these selftests only
#   LOOPS=N SEED=S quick.sh BASE NAME...    with N random inputs, from this seed on
#   FLAVOUR=quick-gcov LOOPS=N SEED=S quick.sh BASE    on the kernel with gcov's counters
#   MINIMISE=yes LOOPS=N SEED=S quick.sh BASE NAME    makes the input small that fails there
#
# Inputs that have failed before, testbed/quick/inputs/KIND/*, are always among them.
# The kernel is that of kernel.sh BASE yes FLAVOUR, quick if not set. Its initramfs has nothing but the
# selftests, statically linked, and an init that runs them.
loops=${LOOPS-} seed=${SEED-} minimise=${MINIMISE-} flavour=${FLAVOUR:-quick}
. "$(dirname "$0")/common.sh"

[ $# -ge 1 ] || die "expected BASE [NAME...]"
base=$1
shift
tree=$(tree_of "$base" yes)
out=$build/quick/$base log=$build/logs/quick-$base.log
# Random inputs take hours: the tests can be run meanwhile.
[ -z "$loops" ] || out=$build/quick/$base-fuzz log=$build/logs/fuzz-$base.log
[ "$flavour" = quick ] || out=$build/quick/$base-$flavour log=$build/logs/$flavour-$base.log
mkdir -p "$out"
# One at a time, until the program that takes this one's place ends.
exec 7> "$out/lock"
flock -n 7 || {
	echo "another make quick or make fuzz runs here: waiting for its end" >&2
	flock 7
}

rm -rf "$out/root"
mkdir -p "$out"/root/{dev,proc,sys,tmp}
gcc -static -O2 -Wall -Wextra -Werror -o "$out/root/init" "$top/testbed/quick/init.c"
gcc -shared -fPIC -O2 -Wall -Wextra -Werror -o "$out/xstate.so" "$top/testbed/quick/xstate.c"
"$top/scripts/selftests.sh" "$tree" '' "$out/root/tests" "$@"
[ ! -d "$top/testbed/quick/inputs" ] || cp -r "$top/testbed/quick/inputs" "$out/root/"
(cd "$out/root" && find . -mindepth 1 | sort | cpio --quiet -o -H newc -R 0:0 --reproducible) > "$out/root.cpio"

export LD_PRELOAD="$out/xstate.so"
if [ -n "$minimise" ]; then
	case $*:$# in
	attach:1 | elf:1 | tables:1) ;;
	*) die "MINIMISE=yes: expected T=attach, elf or tables, whose input can be made small, found: $*" ;;
	esac
	exec "$top/testbed/minimise.py" "$tree" "$out/root.cpio" "${seed:-1}" "${loops:-1}"
fi
exec "$top/testbed/quick.py" "$tree" "$out/root.cpio" "$log" \
	--flavour "$flavour" ${1:+--no-kunit} ${loops:+--loops "$loops"} ${seed:+--seed "$seed"}
