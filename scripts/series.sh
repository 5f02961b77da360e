# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # top, build: common.sh
#
# Sourced by the scripts that know the series: what it consists of, and what the
# tree remembers of it.
#
# In a tree, the branch "series" is what the user works on, the tag "base" is
# what it starts from, and the file made (beside .git's other state) says which
# commit was made of which patches.

patches=$top/patches

# The patch files that one base needs before the series, and those of the series.
prerequisites()
{
	local file
	for file in "$patches/$1"/*.patch; do
		[ ! -f "$file" ] || echo "$file"
	done
}

series()
{
	[ -f "$patches/series" ] || return 0
	sed -e 's/[[:space:]]*#.*//' -e '/^$/d' -e "s|^|$patches/|" "$patches/series"
}

# One word that changes when the commits to be made change.
series_key()	# BASE START
{
	# shellcheck disable=SC2046 # names of ours
	{
		echo "$2"
		cat /dev/null $(prerequisites "$1") $(series)
	} | sha256sum | cut -d ' ' -f 1
}

# Applies everything to START; leaves the two ends of the series in $first, $last.
apply_series()	# REPOSITORY BASE START
{
	local files
	mapfile -t files < <(prerequisites "$2")
	first=$("$top/scripts/apply.sh" "$1" "$3" "${files[@]}")
	mapfile -t files < <(series)
	last=$("$top/scripts/apply.sh" "$1" "$first" "${files[@]}")
}

made_file()	# TREE
{
	echo "$1/.git/rproc-vdev-made"
}

# Writes the mails of FIRST..LAST to a new folder: git's own format, and nothing
# of it left to the user's configuration or to how large the repository is.
format_series()	# REPOSITORY FIRST LAST FOLDER
{
	git -C "$1" -c core.abbrev=12 -c diff.algorithm=myers format-patch -q \
		--zero-commit --no-signature --no-numbered --no-cover-letter --no-base \
		-o "$4" "$2..$3"
}
