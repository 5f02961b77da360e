#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The shell linter finds nothing in any shell script of the bench, and each one
# states in its first lines what it does.
#
# packages: shellcheck
. "$(dirname "$0")/../../scripts/common.sh"

cd "$top"
failed=0
mapfile -t files < <(find .ci scripts testbed -type f \( -name '*.sh' -o -path .ci/run -o -path testbed/guest/init \) | sort)
echo "${#files[@]} scripts"
for file in "${files[@]}"; do
	case $file in
	# The guest's shell is busybox's, which supports local.
	testbed/guest/*) shellcheck -s dash "$file" || failed=1 ;;
	*) shellcheck "$file" || failed=1 ;;
	esac
	head -n 8 "$file" | grep -q '^# [A-Z]' || {
		echo "$file: does not say what it does"
		failed=1
	}
done
exit $failed
