#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Writes the commits of build/BASE/tree back:
#
#   patches/TOPIC/*.patch   one a commit, as git format-patch writes them
#   patches/series          their order
#   patches/base            the base that they were made on
#   drivers/ ...            the files that the series adds, whole, at their kernel paths
#
# and proves that the way back from patches/ gives the tree that was exported. A commit
# stays in the topic that patches/ has for its subject; a line "Topic: NAME" at the end of
# its message puts it into another, or a new one, into its first. The line is left out then.
#
#   export.sh BASE
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/series.sh"

[ $# = 1 ] || die "expected BASE, found: $*"
base=$1
tree=$(tree_of "$base" "")
shown=${tree#"$top/"}

check()
{
	[ -d "$tree" ] || die "$shown: not there: make tree first"
	if [ -f "$patches/base" ]; then
		read -r its_base _ < "$patches/base"
		[ "$its_base" = "$base" ] ||
			die "the series is kept on base $its_base: bring the commits into build/$its_base/tree and export there"
	fi
	[ "$(git -C "$tree" symbolic-ref -q HEAD || :)" = refs/heads/series ] ||
		die "$shown is not on its branch 'series' (in the middle of a rebase?): finish that first"
	# Not by way of /dev/stderr: after su it may be another user's terminal or pipe.
	changes=$(git -C "$tree" status --porcelain)
	[ -z "$changes" ] || {
		echo "$changes" >&2
		die "$shown has changes that are not committed (above): commit them, or stash them"
	}
	[ -z "$(git -C "$tree" rev-list --merges base..series)" ] ||
		die "$shown: the series has merge commits: rebase it onto 'base'"
	git -C "$tree" merge-base --is-ancestor base series ||
		die "$shown: the branch 'series' does not start from the tag 'base'"
	# What a base needs first is kept in patches/BASE, by hand.
	start=$(git -C "$tree" rev-list --max-parents=0 base)
	mapfile -t files < <(prerequisites "$base")
	first=$("$top/scripts/apply.sh" "$tree" "$start" "${files[@]}")
	[ "$(git -C "$tree" rev-parse 'base^{commit}')" = "$first" ] ||
		die "$shown was made with other patches in patches/$base: git -C $shown rebase --onto $first base series && git -C $shown tag -f base $first"
	left=$(git -C "$tree" log --format='  %h %s' -E --grep='^(fixup|squash|amend)! ' base..series)
	[ -z "$left" ] || die "fixup commits are left: git -C $shown rebase -i --autosquash base
$left"
	named=$(git -C "$tree" log --format='  %h %an <%ae> %s' base..series |
		grep -v "^  [0-9a-f]* $series_name <$series_mail> " || :)
	[ -z "$named" ] || die "commits with an author: git -C $shown rebase base --exec 'git commit --amend --no-edit --reset-author'
$named"
	signed=$(git -C "$tree" log --format='  %h %s' --grep='^Signed-off-by:' base..series)
	[ -z "$signed" ] || die "commits with a sign-off; who sends the series signs it
$signed"
}

# Takes the line "Topic: NAME" out of a message.
strip_topic()	# PATCH
{
	awk '
	diff { print; next }
	!message { print; message = /^$/; next }
	/^$/ { empty = empty "\n"; next }
	/^Topic: / { found = 1; next }
	/^---$/ { diff = 1; if (found) empty = "" }
	{ printf "%s", empty; empty = ""; print }' "$1" > "$1.new"
	mv "$1.new" "$1"
}

# On another point release of the base blobs and line numbers may be others. If nothing
# else is, patches/ stays what it is.
keep_old()
{
	local side
	[ -f "$patches/base" ] && cmp -s "$patches/series" "$new/patches/series" &&
		! cmp -s "$patches/base" "$new/patches/base" || return 0
	for side in "$patches" "$new/patches"; do
		while read -r patch; do
			echo "$patch"
			sed -E -e '/^index [0-9a-f]+\.\.[0-9a-f]+/d' -e 's/^@@ -[0-9,]+ \+[0-9,]+ @@.*/@@/' "$side/$patch"
		done < "$new/patches/series" | sha256sum
	done | uniq | wc -l | grep -qx 1 || return 0
	while read -r patch; do
		cp "$patches/$patch" "$new/patches/$patch"
	done < "$new/patches/series"
	cp "$patches/base" "$new/patches/base"
}

write_new()
{
	local patch
	topics_of "$tree" base series > "$new/topics" || die "commits without their place (above)"
	format_series "$tree" base "$new/patches" < "$new/topics"
	find "$new/patches" -name '*.patch' -exec grep -l '^Topic: ' {} + | while read -r patch; do
		strip_topic "$patch"
	done
	mkdir -p "$new/view"
	read -r version < "$build/$base/version"
	echo "$base linux-source-$base $version" > "$new/patches/base"
	keep_old

	write_view "$tree" base series "$new/view"
}

prove()
{
	mapfile -t files < <(sed "s|^|$new/patches/|" "$new/patches/series")
	again=$("$top/scripts/apply.sh" "$tree" base "${files[@]}")
	git -C "$tree" diff --quiet series "$again" ||
		die "the patches do not give the tree that they were made of; see: git -C $shown diff series $again"
	git -C "$tree" rev-list --reverse "base..$again" | paste -d ' ' - <(cut -d ' ' -f 2 "$new/topics") |
		format_series "$tree" base "$new/again"
	# Made on another point release: the way back gives other line numbers.
	grep -qxF "$base linux-source-$base $version" "$new/patches/base" || return 0
	diff -r -q -x base "$new/patches" "$new/again" ||
		die "patches that change on their way through git am (above): look at their messages"
}

# Only what differs is written, and Ctrl-C waits.
publish()
{
	trap '' INT TERM
	mkdir -p "$patches"
	rsync -rlq --checksum --delete --exclude-from=- "$new/patches/" "$patches/" <<-END
	/README
	/*/cover-letter
	/[0-9]*.[0-9]*/
	END
	for folder in $(view_folders "$tree" base); do
		if [ -d "$new/view/$folder" ]; then
			rsync -rl --perms --checksum --delete "$new/view/$folder/" "$top/$folder/"
		else
			rm -rf "${top:?}/$folder"
		fi
	done
	# The tree's commits become those that make tree creates from patches/.
	git -C "$tree" update-ref -m "export" refs/heads/series "$again"
	git -C "$tree" branch -q -f patches "$again"
	echo "$again $(series_key "$base" "$start") $(own_head)" > "$(made_file "$tree").new"
	mv "$(made_file "$tree").new" "$(made_file "$tree")"
	for topic in $(topics); do
		[ -f "$patches/$topic/cover-letter" ] || echo "patches/$topic/cover-letter: not there, the topic is new: write it"
	done
	echo "patches/: $(wc -l < "$patches/series") patches in $(topics | wc -l) topics, $(find "$new/view" ! -type d | wc -l) whole files"
}

lock_trees "$base"
check
make_temporary "$build/export"
new=$temporary
write_new
prove
publish
