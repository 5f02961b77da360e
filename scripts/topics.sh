#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Each topic of the series alone, on the bare base with what it needs and nothing else:
# applies without fuzz, compiles without a new warning, builds, boots, and passes the tests
# that begin with its patches and those that the base passes (testbed/bisect.tests). A line
# each:
#
#   topics.sh BASE             all topics
#   topics.sh BASE TOPIC       one
#   topics.sh BASE --changed   those that origin's branch main has in another form, at most
#                              two of them, and by turns one more
. "$(dirname "$0")/common.sh"
. "$top/scripts/series.sh"
. "$top/scripts/alone.sh"

[ $# = 1 ] || [ $# = 2 ] || die "expected BASE [TOPIC|--changed], found: $*"
base=$1 which=${2-}
most=2		# topics with --changed, beside the one more

# What is not as origin's main branch has it; another topic with every commit.
changed()
{
	local topic turn
	turn=$(git -C "$top" rev-list --count HEAD)
	turn=${all[turn % ${#all[@]}]}
	echo "$turn"
	git -C "$top" rev-parse -q --verify origin/main > /dev/null || return 0
	for topic in "${all[@]}"; do
		[ "$topic" != "$turn" ] || continue
		[ -z "$({ git -C "$top" diff --name-only origin/main -- "patches/$topic"
			git -C "$top" ls-files --others "patches/$topic"; } | head -n 1)" ] || echo "$topic"
	done
}

mapfile -t all < <(topics)
case $which in
"") todo=("${all[@]}") ;;
--changed)
	mapfile -t todo < <(changed)
	if [ ${#todo[@]} -gt $((most + 1)) ]; then
		echo "$((${#todo[@]} - 1)) topics changed, here are $most: make topics does all"
		todo=("${todo[@]:0:most + 1}")
	fi
	;;
*)
	topics | grep -qxF -- "$which" || die "TOPIC=$which: expected one of: ${all[*]}"
	todo=("$which")
	;;
esac

work_alone topics
start=$(git -C "$tree" rev-list --max-parents=0 base)
mapfile -t always < <(sed -n 's/^\* \([^ ]*\) *base$/\1/p' "$top/testbed/bisect.tests")
baseline "$start"

bad=0
for topic in "${todo[@]}"; do
	log=$logs/$topic
	SECONDS=0 compiled=0 last=
	mapfile -t its < <(tests_of "$topic")
	needs=$(needs "$topic")
	title="$topic: $(topic_patches "$topic" | wc -l) patches on ${needs:+${needs% }, }linux-source-$base"
	if ! (apply_topic "$tree" "$base" "$start" "$topic" && echo "$last" > "$log.commit") > "$log.why" 2>&1 ||
	   ! try "$(cat "$log.commit")" "$log" "${always[@]}" "${its[@]}" > "$log.why"; then
		bad=$((bad + 1))
		echo "FAIL $title"
		sed 's/^/       /' "$log.why"
		echo "     logs: ${log#"$top/"}.*"
		continue
	fi
	echo "ok   $title: built in $compiled s, $(grep -c '^ok ' "$log.tests") tests in $((SECONDS - compiled)) s"
done
echo "${#todo[@]} topics, $bad bad"
[ $bad = 0 ]
