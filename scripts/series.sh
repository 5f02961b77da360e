# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # top, build: common.sh
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

# git format-patch, and nothing of it left to the user's configuration or to how
# large the repository is.
format_patches()	# REPOSITORY ARGUMENT...
{
	git -C "$1" -c core.abbrev=12 -c diff.algorithm=myers format-patch -q \
		--zero-commit --no-signature "${@:2}"
}

# Writes the patches FIRST..LAST to a new folder.
format_series()	# REPOSITORY FIRST LAST FOLDER
{
	format_patches "$1" --no-numbered --no-cover-letter --no-base -o "$4" "$2..$3"
}

# What patches change, add or rename, without the folder that every name begins with.
touched_by()	# PATCH...
{
	sed -n -E -e 's/^(---|\+\+\+) [^/]+\/([^\t ]*).*/\2/p' -e 's/^rename (from|to) //p' "$@" | sort -u
}

# Those of the paths on the standard input that the base has, into a folder: all of a
# kernel would take most of the time.
unpack_base()	# REPOSITORY FOLDER
{
	local paths path
	paths=$(while read -r path; do
		! git -C "$1" cat-file -e "base:$path" 2>/dev/null || echo "$path"
	done)
	mkdir -p "$2"
	# shellcheck disable=SC2086 # a list; kernel paths have no spaces
	[ -z "$paths" ] || git -C "$1" archive base $paths | tar -x -C "$2"
}

# Files that some patch adds (a target of a rename is not one) and that are
# there at the end: those stand whole in this repository.
whole_files()	# REPOSITORY FIRST LAST
{
	git -C "$1" log --format= --name-only --diff-filter=A -M "$2..$3" | sort -u |
		while read -r path; do
			! git -C "$1" cat-file -e "$3:$path" 2>/dev/null || echo "$path"
		done
}

# The kernel's folders that may appear in this repository.
view_folders()	# REPOSITORY COMMIT
{
	git -C "$1" ls-tree -d --name-only "$2" | grep -vx -e scripts
}

write_view()	# REPOSITORY FIRST LAST FOLDER
{
	local paths path
	paths=$(whole_files "$1" "$2" "$3")
	for path in $paths; do
		view_folders "$1" "$2" | grep -qx "${path%%/*}" ||
			die "$path: a file that the series adds cannot be shown here, its folder is the project's own"
	done
	# shellcheck disable=SC2086 # a list; kernel paths have no spaces
	[ -z "$paths" ] || git -C "$1" archive "$3" $paths | tar -C "$4" -x
}
