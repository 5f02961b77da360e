#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Looks at every patch of the series with the kernel's own checkpatch, a line each:
#
#   lint.sh BASE
#
# What it may complain about is in scripts/lint.allow, with the reason. The device
# tree has its own: dt-check.sh.
. "$(dirname "$0")/common.sh"
. "$top/scripts/series.sh"

[ $# = 1 ] || die "expected BASE, found: $*"
tree=$(tree_of "$1" "")
[ -x "$tree/scripts/checkpatch.pl" ] || die "${tree#"$top/"}: not there: make tree first"
ignored=$(sed -n 's/^\([A-Z_]*\)[[:space:]].*/\1/p' "$top/scripts/lint.allow" | paste -s -d ,)

failed=0
for patch in $(series); do
	name=$(basename "$patch" .patch)
	if found=$(cd "$tree" && scripts/checkpatch.pl --strict --no-summary --no-tree --terse \
			--show-types --ignore "$ignored" "$patch" 2>&1); then
		echo "ok   $name"
	else
		echo "FAIL $name"
		# shellcheck disable=SC2001 # several lines
		echo "$found" | sed "s|^$patches/||; s/^/       /"
		failed=$((failed + 1))
	fi
done
[ $failed = 0 ] || die "$failed patches with complaints (above)"
