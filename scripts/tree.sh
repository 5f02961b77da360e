#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes the kernel tree of a base, or brings it up to date with patches/:
#
#   tree.sh BASE        build/BASE/tree: the base, and the series as commits
#   tree.sh BASE none   build/BASE/none: the base alone
#
# Nothing of the user's is ever lost: a tree with work that is not in patches/
# stays as it is. If that is in the way, the script prints so and stops.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/series.sh"

[ $# -ge 1 ] || die "expected BASE [none], found nothing"
base=$1 kind=${2-}
tree=$(tree_of "$base" "$kind")
shown=${tree#"$top/"}
found=$("$top/scripts/base.sh" "$base") || exit
repository=${found#* }
start=$(git -C "$repository" rev-parse base)
if [ "$kind" = none ]; then
	key=$start
else
	key=$(series_key "$base" "$start")
fi

commits()	# REPOSITORY: leaves $first and $last
{
	first=$start last=$start
	[ "$kind" = none ] || apply_series "$1" "$base" "$start"
}

# How a tree remembers what it was made of.
remember()	# TREE
{
	git -C "$1" tag -f base "$first" > /dev/null
	git -C "$1" branch -q -f patches "$last"
	echo "$last $key" > "$(made_file "$1").new"
	mv "$(made_file "$1").new" "$(made_file "$1")"
}

create()
{
	lock_trees "$base"
	[ ! -d "$tree" ] || return 0
	rm -rf "$tree".??????	# of a run that was killed
	tmp=$(mktemp -d "$tree.XXXXXX")
	temporary=$tmp
	git clone -q -s --no-checkout --no-tags "$repository" "$tmp"
	git -C "$tmp" remote remove origin
	git -C "$tmp" config user.name "$series_name"
	git -C "$tmp" config user.email "$series_mail"
	git -C "$tmp" config core.abbrev 12
	git -C "$tmp" config gc.auto 0
	# Kernels are built in o-NAME, in the tree: with short relative paths the
	# compiler cache hits wherever the checkout lies.
	echo '/o-*/' > "$tmp/.git/info/exclude"
	commits "$tmp"
	git -C "$tmp" checkout -q -B series "$last"
	git -C "$tmp" branch -q -D base
	remember "$tmp"
	chmod 755 "$tmp"
	mv "$tmp" "$tree"
}

update()
{
	made=
	[ ! -f "$(made_file "$tree")" ] || read -r made made_key exported < "$(made_file "$tree")"
	[ -n "$made" ] || die "$shown: not a tree of this script's: move it away"
	head=$(git -C "$tree" rev-parse HEAD) || die "$shown is damaged: move it away"
	if [ "$made_key" = "$key" ]; then
		[ "$head" = "$made" ] ||
			echo "$shown has $(git -C "$tree" rev-list --count "base..HEAD") commits that patches/ does not have in this form"
		return 0
	fi

	lock_trees "$base"
	commits "$tree"
	if [ "$head" = "$made" ] && [ -n "$exported" ] && [ "$exported" = "$(own_head)" ]; then
		git -C "$tree" branch -q -f patches "$last"
		die "patches/ is not what was exported from $shown, and nothing was committed since (git checkout?). Nothing was touched.
  What patches/ says is now the branch 'patches' there. To go on, one of:
    make export BASE=$base                       patches/ shall become what the tree is
    git -C $shown reset --keep patches           the tree shall become what patches/ says
  Then make tree again."
	fi
	if [ "$head" = "$last" ] && [ "$(git -C "$tree" symbolic-ref -q HEAD)" = refs/heads/series ]; then
		remember "$tree"
		return
	fi
	if [ "$head" != "$made" ] || [ "$(git -C "$tree" symbolic-ref -q HEAD)" != refs/heads/series ]; then
		git -C "$tree" branch -q -f patches "$last"
		die "$shown has commits of its own, and patches/ has changed since that tree was made. Nothing was touched.
  What patches/ says is now the branch 'patches' there. To go on, one of:
    make export BASE=$base                       patches/ shall become what the tree is
    git -C $shown rebase --onto patches ${made:0:12} series && make export
                                                 the tree's commits after $made move onto patches/
    git -C $shown reset --keep patches           the tree's own commits are not needed
  Then make tree again."
	fi
	git -C "$tree" reset -q --keep "$last" ||
		die "$shown: uncommitted changes are in the way of what changed in patches/ (the files named above). Nothing was touched: commit or stash them there, then make tree again."
	remember "$tree"
	echo "$shown now is what patches/ says"
}

if [ -d "$tree" ]; then update; else create; fi
