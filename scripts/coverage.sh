#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Which lines of remoteproc and rpmsg the tests reach: those on the board, whose consoles
# have been kept by check.py on the kernel 'gcov', and the unit tests, the selftests and random
# input in User Mode Linux, which are run now:
#
#   coverage.sh BASE N SEED    N and SEED as for make fuzz
#
# build/coverage.txt has a line for each source, with the lines that were never reached. What
# is printed at the end is about the sources that the series adds.
. "$(dirname "$0")/common.sh"

[ $# = 3 ] || die "expected BASE N SEED, found: $*"
tree=$(tree_of "$1" yes)
uml=$tree/o-quick-gcov board=$tree/o-gcov
source="$tree/drivers/(remoteproc|rpmsg)/[^/]*[.]c"

find "$uml" -name '*.gcda' -delete
FLAVOUR=quick-gcov LOOPS=$2 SEED=$3 "$top/scripts/quick.sh" "$1"
# It has neither reserved memory nor swiotlb: what needs those is counted on the board alone, as
# the compilers do not agree about which lines have code.
(cd "$uml" && gcovr --root "$tree" --filter "$source" --exclude '.*/remoteproc_virtio_(mem|bounce)[.]c' \
	--json "$uml/coverage.json" drivers)

# A console has the counters of one boot. Their sum, as gcovr takes long for each.
sum=$board/counters
rm -rf "$sum"{,.one,.new}
while read -r name; do
	mkdir "$sum.one"
	sed -n 's/\r$//; s/^.*\] gcov| //p' "$build/logs/$name-$1-gcov.log" | base64 -d | tar -xz -C "$sum.one"
	if [ -d "$sum" ]; then
		arm-linux-gnueabihf-gcov-tool merge "$sum" "$sum.one" -o "$sum.new"
		rm -r "$sum" "$sum.one"
		mv "$sum.new" "$sum"
	else
		mv "$sum.one" "$sum"
	fi
done < <(grep -v '^#' "$top/testbed/kernel/gcov.tests")
cp "$board"/drivers/{remoteproc,rpmsg}/*.gcno "$sum/"
(cd "$board" && gcovr --root "$tree" --filter "$source" --gcov-executable arm-linux-gnueabihf-gcov \
	--json "$board/coverage.json" counters)

report()	# FILE WORD...
{
	local file=$1
	shift
	gcovr --root "$tree" --add-tracefile "$uml/coverage.json" --add-tracefile "$board/coverage.json" \
		"$@" --txt "$file"
}

mapfile -t added < <(git -C "$tree" diff --name-only --diff-filter=A base HEAD -- drivers/remoteproc/'*.c' |
	grep -v /tests/ | sed "s|.*|--filter=$tree/&|")
report "$build/coverage.txt"
report "$board/coverage-added.txt" "${added[@]}"
cat "$board/coverage-added.txt"
