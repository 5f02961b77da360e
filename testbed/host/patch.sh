#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# On every base, the series applies with patch -p1 -F0 and with quilt (and comes
# off again), and gives what git am gives; and so does each topic with patch -p1 -F0 on
# what it needs alone.
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

for base in $bases; do
	found=$("$top/scripts/base.sh" "$base") || exit
	repository=${found#* }
	mapfile -t files < <(prerequisites "$base"; series)
	echo "$base: ${found% *}, ${#files[@]} patches"

	git clone -q -s --bare "$repository" "$tmp/git"
	apply_series "$tmp/git" "$base" base

	touched_by "${files[@]}" | unpack_base "$repository" "$tmp/patch"
	for file in "${files[@]}"; do
		patch -d "$tmp/patch" -p1 -F0 -s --no-backup-if-mismatch < "$file" ||
			fail "$base: patch -p1 -F0: ${file#"$top/"}"
	done
	compare "$tmp/patch" "patch -p1 -F0"

	touched_by "${files[@]}" | unpack_base "$repository" "$tmp/quilt"
	cp -r "$tmp/quilt" "$tmp/before"
	mkdir "$tmp/patches"
	for file in "${files[@]}"; do
		name=${file#"$patches/"}
		mkdir -p "$tmp/patches/${name%/*}"
		cp "$file" "$tmp/patches/$name"
		echo "$name" >> "$tmp/patches/series"
	done
	if [ ${#files[@]} -gt 0 ]; then
		export QUILT_PATCHES=$tmp/patches QUILT_PC=.pc
		(cd "$tmp/quilt" && quilt --quiltrc - push -a -q --fuzz=0) || fail "$base: quilt push"
		compare "$tmp/quilt" "quilt"
		(cd "$tmp/quilt" && quilt --quiltrc - pop -a -q) || fail "$base: quilt pop"
		# quilt leaves the folder of files that it takes away
		find "$tmp/quilt" -type d -empty -delete
		diff -r -q -x .pc "$tmp/before" "$tmp/quilt" ||
			fail "$base: quilt pop does not give the base back (above)"
	fi

	cp -r "$tmp/before" "$tmp/untouched"
	for topic in $(topics); do
		all=$(needs "$topic")
		# shellcheck disable=SC2086 # a list
		mapfile -t files < <(prerequisites "$base" $all "$topic"
			for each in $all $topic; do topic_patches "$each"; done)
		rm -rf "$tmp/before"
		cp -r "$tmp/untouched" "$tmp/before"
		for file in "${files[@]}"; do
			patch -d "$tmp/before" -p1 -F0 -s -f --no-backup-if-mismatch < "$file" ||
				fail "$base: topic $topic, on ${all:-nothing else}: ${file#"$top/"} does not apply"
		done
	done
	rm -rf "$tmp"/{git,patch,quilt,before,untouched,patches}
done
exit $failed
