#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every patch alone: compiles without a new warning, builds, boots, and passes
# tests. A line each:
#
#   bisect.sh BASE             all patches of the tree
#   bisect.sh BASE FROM        those after this commit of it; FROM..TO: up to that
#   bisect.sh BASE --changed   those that the branch main of origin does not have
#                              in this form, at most four of them
#
# testbed/bisect.tests lists the patch from which on each test passes.
. "$(dirname "$0")/common.sh"
. "$top/scripts/series.sh"
. "$top/scripts/alone.sh"

[ $# = 1 ] || [ $# = 2 ] || die "expected BASE [FROM|--changed], found: $*"
base=$1 from=${2-base}
plan=$top/testbed/bisect.tests
most=4		# patches with --changed
more=2		# tests at a patch, beside those that must be
work_alone bisect

# --- which patches ------------------------------------------------------------

mapfile -t all < <(git -C "$tree" rev-list --reverse base..HEAD)
[ ${#all[@]} -gt 0 ] || die "${tree#"$top/"} has no patches"
declare -A number
for i in "${!all[@]}"; do
	number[${all[i]}]=$((i + 1))
done

# The content of a patch, independent of its position: without its number and its
# blobs.
essence()
{
	sed -E -e '/^From [0-9a-f]{40} /d' -e '/^index [0-9a-f]+\.\.[0-9a-f]+/d' \
		-e 's/^@@ -[0-9,]+ \+[0-9,]+ @@.*/@@/' "$1" | sha256sum | cut -d ' ' -f 1
}

changed()
{
	landed=origin/main
	if ! git -C "$top" rev-parse -q --verify "$landed" > /dev/null; then
		echo "${all[-1]}"
		return
	fi
	make_temporary "$build/bisect"
	tmp=$temporary
	mkdir "$tmp/landed" "$tmp/here"
	git -C "$top" archive "$landed" patches | tar -C "$tmp/landed" -x
	format_patches "$tree" --no-numbered --no-cover-letter --no-base -o "$tmp/here" base..HEAD
	find "$tmp/landed" -name '*.patch' | while read -r patch; do
		essence "$patch"
	done > "$tmp/known"
	for i in "${!all[@]}"; do
		patch=$(echo "$tmp/here/$(printf %04d $((i + 1)))"-*.patch)
		grep -qxF "$(essence "$patch")" "$tmp/known" || echo "${all[i]}"
	done
	rm -rf "$tmp"
}

if [ "$from" = --changed ]; then
	mapfile -t patches_to_do < <(changed)
	[ ${#patches_to_do[@]} -gt 0 ] || patches_to_do=("${all[-1]}")
	if [ ${#patches_to_do[@]} -gt $most ]; then
		echo "${#patches_to_do[@]} patches changed, here are the last $most: make bisect does all"
		patches_to_do=("${patches_to_do[@]: -$most}")
	fi
else
	to=HEAD
	[[ $from != *..* ]] || to=${from##*..}
	from=${from%%..*}
	for commit in "$from" "$to"; do
		git -C "$tree" rev-parse -q --verify "$commit^{commit}" > /dev/null ||
			die "FROM=$2: ${tree#"$top/"} has no commit '$commit'"
		git -C "$tree" merge-base --is-ancestor "$commit" HEAD ||
			die "FROM=$2: $commit is none of the series in ${tree#"$top/"}"
	done
	mapfile -t patches_to_do < <(git -C "$tree" rev-list --reverse "base..$to" "^$from")
	[ ${#patches_to_do[@]} -gt 0 ] || die "there are no patches after $from"
fi

# --- which tests --------------------------------------------------------------

# The tests that a name or a pattern of the plan stands for, on the plain kernel.
tests_named()	# NAME
{
	for file in "$top"/testbed/guest/tests/$1.sh; do
		test=$(basename "$file" .sh)
		[ -f "$file" ] || die "${plan#"$top/"}: $1: there is no such guest test"
		[ "$test" = "$1" ] || ! grep -qE "^[*+ ] $test " "$plan" || continue
		grep -q '^# kernel: debug$' "$file" || echo "$test"
	done
}

# "NUMBER MARK TEST": the number of the patch that the test begins with; * for one
# that runs at all patches then, - for one of a pattern
read_plan()
{
	git -C "$tree" log --reverse --format=%s base..HEAD > "$logs/subjects"
	while IFS= read -r line; do
		mark=${line%"${line#?}"}
		read -r name subject <<< "${line#?}"
		if [ "$subject" = base ]; then
			first=0
		else
			first=$(grep -nxF -m 1 -- "$subject" "$logs/subjects" | cut -d : -f 1)
			[ -n "$first" ] || die "${plan#"$top/"}: $name: there is no patch '$subject'"
		fi
		case $name in
		*\**) mark=- ;;
		esac
		tests=$(tests_named "$name") || exit
		for test in $tests; do
			echo "$first ${mark/[+ ]/.} $test"
		done
	done < <(grep '^[*+ ] ' "$plan")
}
begins=$(read_plan) || exit

tests_at()	# NUMBER
{
	awk -v n="$1" -v more="$more" '
		$1 == n && $2 != "-" || $1 < n && $2 == "*" { print $3; next }
		$1 <= n { rest[count++] = $3 }
		END {
			for (i = 0; i < more && i < count; i++)
				print rest[(n * more + i) % count]
		}' <<< "$begins"
}

# ------------------------------------------------------------------------------

baseline "$(git -C "$tree" rev-parse base)"

bad=0 last=
for commit in "${patches_to_do[@]}"; do
	n=${number[$commit]}
	title="$(printf %04d "$n") $(git -C "$tree" log -1 --format=%s "$commit")"
	log=$logs/$(printf %04d "$n")
	# The patch before was built, and this one adds nothing to build.
	if [ "$last" = $((n - 1)) ] &&
	   [ -z "$(git -C "$tree" diff --name-only "$commit^" "$commit" -- . ':!Documentation' ':!MAINTAINERS')" ]; then
		last=$n
		echo "ok   $title: nothing to build"
		continue
	fi
	SECONDS=0 compiled=0
	mapfile -t tests < <(tests_at "$n")
	if try "$commit" "$log" "${tests[@]}" > "$log.why"; then
		last=$n
		echo "ok   $title: built in $compiled s, $(grep -c '^ok ' "$log.tests") tests in $((SECONDS - compiled)) s"
	else
		last=
		bad=$((bad + 1))
		echo "FAIL $title"
		sed 's/^/       /' "$log.why"
		echo "     logs: ${log#"$top/"}.*"
	fi
done
echo "${#patches_to_do[@]} patches, $bad bad"
[ $bad = 0 ]
