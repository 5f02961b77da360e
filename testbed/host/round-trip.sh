#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Patches to commits and back changes no byte, and the whole files in this
# repository are those of the commits.
#
# needs: base
. "$(dirname "$0")/../../scripts/common.sh"
. "$(dirname "$0")/../../scripts/series.sh"

base=$1
[ ! -f "$patches/base" ] || read -r base package made_on < "$patches/base"
found=$("$top/scripts/base.sh" "$base") || exit
version=${found% *} repository=${found#* }
make_temporary "$build/round-trip"
tmp=$temporary
failed=0

git clone -q -s --bare "$repository" "$tmp/git"
# How hunks are labelled depends on these, and git looks for them in files only.
git -C "$tmp/git" show base:.gitattributes > "$tmp/git/info/attributes"
apply_series "$tmp/git" "$base" base
echo "$version: $(series | wc -l) patches, and $(prerequisites "$base" | wc -l) that this base needs"

mkdir "$tmp/there"
cp "$patches/series" "$tmp/there/"
for file in $(series); do
	mkdir -p "$tmp/there/$(basename "${file%/*}")"
	cp "$file" "$tmp/there/$(basename "${file%/*}")/"
done
topics_of "$tmp/git" "$first" "$last" | format_series "$tmp/git" "$first" "$tmp/again"
if [ "${made_on-$version}" != "$version" ]; then
	# Debian has a newer version now. The patches still must come back, but
	# line numbers and blobs may have moved.
	echo "made on $package $made_on, tried on $version"
	sed -i -E -e '/^index [0-9a-f]+\.\.[0-9a-f]+/d' -e 's/^@@ -[0-9,]+ \+[0-9,]+ @@.*/@@/' \
		"$tmp"/there/*/*.patch "$tmp"/again/*/*.patch
fi
diff -r -u "$tmp/there" "$tmp/again" || {
	echo "patches/ is not what its own commits give (above: < patches/, > git)"
	failed=1
}

# Every patch file is in the series of the topics, or in that of its base.
{
	series
	for folder in "$patches"/[0-9]*.[0-9]*; do
		sed -n "s|^\([^# ]*\).*#.*|$folder/\1|p" "$folder/series" | grep 'patch$'
	done
} | sort > "$tmp/named"
find "$patches" -name '*.patch' | sort | diff - "$tmp/named" || {
	echo "patches/ and its series files do not agree (above: < there, > named)"
	failed=1
}

# Each topic has a cover letter, and needs only topics that stand before it.
before=" - "
for topic in $(topics); do
	for word in Tree Needs; do
		[ -n "$(letter "$topic" $word)" ] || {
			echo "patches/$topic/cover-letter: no line '$word: ...'"
			failed=1
		}
	done
	for need in $(letter "$topic" Needs); do
		[[ $before = *" $need "* ]] || {
			echo "patches/$topic/cover-letter: Needs: $need: expected - or topics before it:$before"
			failed=1
		}
	done
	before="$before$topic "
done
for file in "$patches"/*/cover-letter; do
	[ ! -f "$file" ] || topics | grep -qxF "$(basename "${file%/*}")" || {
		echo "${file#"$top/"}: the topic has no patch"
		failed=1
	}
done
for folder in "$patches"/[0-9]*.[0-9]*; do
	[ ! -f "$folder/series" ] || sed -n 's|^[^#].*# *\([^<]*\).*|\1|p' "$folder/series" | xargs -n 1 |
		sort -u | comm -23 - <(topics | sort) > "$tmp/unknown"
	[ ! -s "$tmp/unknown" ] || {
		echo "${folder#"$top/"}/series: there is no topic $(paste -s -d ' ' "$tmp/unknown")"
		failed=1
	}
done

mkdir "$tmp/view"
write_view "$tmp/git" "$first" "$last" "$tmp/view"
for folder in $(view_folders "$tmp/git" "$first"); do
	[ -e "$tmp/view/$folder" ] || [ -e "$top/$folder" ] || continue
	mkdir -p "$tmp/view/$folder"
	diff -r -q "$tmp/view/$folder" "$top/$folder" || {
		echo "$folder/ and patches/ do not agree (above): make export writes both"
		failed=1
	}
done
exit $failed
