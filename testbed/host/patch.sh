#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# On every base, the series applies with patch -p1 -F0 and gives what git am gives; and so
# does each topic on what it needs alone. On the base of this run, the same with quilt, and
# it comes off again.
#
# packages: quilt
# needs: bases
. "$(dirname "$0")/../../scripts/common.sh"
. "$(dirname "$0")/../../scripts/series.sh"

make_temporary "$build/patch"
tmp=$temporary
failed=0

fail()
{
	echo "$*"
	failed=1
}

# Is FOLDER the same as git's tree, for all files that the series touches?
compare()	# FOLDER WHAT
{
	mkdir "$tmp/want"
	git -C "$tmp/git" diff --name-only --no-renames --diff-filter=d base "$last" > "$tmp/paths"
	[ ! -s "$tmp/paths" ] || xargs -a "$tmp/paths" git -C "$tmp/git" archive "$last" | tar -x -C "$tmp/want"
	# What the base has and no patch changes in the end is there as well.
	(cd "$1" && find . -type f ! -path './.pc/*' -printf '%P\n') | while read -r path; do
		[ -e "$tmp/want/$path" ] || {
			mkdir -p "$(dirname "$tmp/want/$path")"
			git -C "$tmp/git" show "$last:$path" > "$tmp/want/$path" 2>/dev/null ||
				rm "$tmp/want/$path"
		}
	done
	diff -r -q -x .pc "$1" "$tmp/want" || fail "$base: $2 does not give what git am gives (above)"
	rm -rf "$tmp/want"
}

# All files by one process, which is many times faster. If that fails: which of them is it?
apply()	# FROM TO FILE...: TO is a copy of the folder FROM with the patches
{
	local from=$1 to=$2 file
	shift 2
	rm -rf "$to"
	cp -r "$from" "$to"
	[ $# -gt 0 ] || return 0
	! cat "$@" | patch -d "$to" -p1 -F0 -s -f --no-backup-if-mismatch || return 0
	rm -rf "$to"
	cp -r "$from" "$to"
	for file; do
		patch -d "$to" -p1 -F0 -s -f --no-backup-if-mismatch < "$file" || {
			echo "${file#"$top/"}"
			return 1
		}
	done
	echo "they apply one by one, but not at once"
	return 1
}

for base in $bases; do
	found=$("$top/scripts/base.sh" "$base") || exit
	repository=${found#* }
	mapfile -t files < <(prerequisites "$base"; series)
	echo "$base: ${found% *}, ${#files[@]} patches"

	git clone -q -s --bare "$repository" "$tmp/git"
	apply_series "$tmp/git" "$base" base

	touched_by "${files[@]}" | unpack_base "$repository" "$tmp/before"
	apply "$tmp/before" "$tmp/patch" "${files[@]}" || fail "$base: patch -p1 -F0: does not apply (above)"
	compare "$tmp/patch" "patch -p1 -F0"

	cp -r "$tmp/before" "$tmp/quilt"
	mkdir "$tmp/patches"
	for file in "${files[@]}"; do
		name=${file#"$patches/"}
		mkdir -p "$tmp/patches/${name%/*}"
		cp "$file" "$tmp/patches/$name"
		echo "$name" >> "$tmp/patches/series"
	done
	if [ "$base" = "$1" ] && [ ${#files[@]} -gt 0 ]; then
		export QUILT_PATCHES=$tmp/patches QUILT_PC=.pc
		(cd "$tmp/quilt" && quilt --quiltrc - push -a -q --fuzz=0) || fail "$base: quilt push"
		compare "$tmp/quilt" "quilt"
		(cd "$tmp/quilt" && quilt --quiltrc - pop -a -q) || fail "$base: quilt pop"
		# quilt leaves the folder of files that it takes away
		find "$tmp/quilt" -type d -empty -delete
		diff -r -q -x .pc "$tmp/before" "$tmp/quilt" ||
			fail "$base: quilt pop does not give the base back (above)"
	fi

	for topic in $(topics); do
		all=$(needs "$topic")
		# shellcheck disable=SC2086 # a list
		mapfile -t files < <(prerequisites "$base" $all "$topic"
			for each in $all $topic; do topic_patches "$each"; done)
		apply "$tmp/before" "$tmp/patch" "${files[@]}" ||
			fail "$base: topic $topic, on ${all:-nothing else}: does not apply (above)"
	done
	rm -rf "$tmp"/{git,patch,quilt,before,patches}
done
exit $failed
