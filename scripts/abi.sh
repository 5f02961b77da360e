#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Prints the table of the changes by patches/ to a kernel's configuration, and to the
# interfaces for out-of-tree modules, on each base (scripts/abi.py):
#
#   abi.sh            prints it
#   abi.sh --write    puts it into docs/distributions.md
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/series.sh"

case ${1-} in
"" | --write) ;;
*) die "expected --write or nothing, found: $*" ;;
esac

mkdir -p "$build"
make_temporary "$build/abi"
tmp=$temporary
commits=()
for base in $bases; do
	found=$("$top/scripts/base.sh" "$base") || exit
	git clone -q -s --bare "${found#* }" "$tmp/$base"
	apply_series "$tmp/$base" "$base" base
	commits+=("$base:$tmp/$base:base:$last")
done
"$top/scripts/abi.py" ${1+"$1"} "${commits[@]}"
