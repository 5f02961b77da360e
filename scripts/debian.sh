#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The series in a Debian kernel package, as a maintainer would put it there: the
# patches in debian/patches/rproc-vdev, their names at the end of its series file. On
# top of Debian's own patches it applies and comes off again with quilt, without fuzz,
# and dpkg-source takes the package. The lines that change are those of git am.
#
# The package is put together: debian/ is that of the newest source package up to the
# base's version that Debian's mirrors still have, the kernel is the base with the
# patches in there taken off. One that does not come off leaves the series file.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/series.sh"

read -r base _ < "$patches/base"
found=$("$top/scripts/base.sh" "$base") || exit
version=${found% *} repository=${found#* }
record=$build/$base/debian
make_temporary "$build/debian"
tmp=$temporary

fail()
{
	echo "$*"
	exit 1
}

# Security updates have a source package of their own, named after the base.
sources()
{
	"$top/scripts/apt.sh" sources "linux-source-$base" | while read -r name its; do
		! dpkg --compare-versions "$its" le "$version" || echo "$name=$its"
	done
}

get_packaging()
{
	package=
	[ ! -f "$record" ] || read -r package < "$record"
	packaging=$cache/${package/=/-}.packaging
	[ -z "$package" ] || [ ! -d "$packaging" ] || return 0
	lock debian
	for package in $(sources); do
		packaging=$cache/${package/=/-}.packaging
		if [ -d "$packaging" ] || "$top/scripts/apt.sh" packaging "$package" "$packaging"; then
			echo "$package" > "$record"
			return 0
		fi
		echo "looking for the packaging of an older version"
	done
	fail "no packaging of linux-source-$base up to $version can be had"
}

take_off()	# PATCH
{
	patch -d "$tmp/linux" -p1 -R -F0 -s -f --no-backup-if-mismatch --dry-run < "$1" > "$tmp/log" &&
		patch -d "$tmp/linux" -p1 -R -F0 -s -f --no-backup-if-mismatch < "$1"
}

unpack()
{
	mkdir "$tmp/linux"
	cp -r "$packaging/debian" "$tmp/linux/"
	[ "$(cat "$tmp/linux/debian/source/format")" = "3.0 (quilt)" ] ||
		fail "$package: source format $(cat "$tmp/linux/debian/source/format"), expected 3.0 (quilt)"
	mapfile -t all < <(cd "$tmp/linux/debian/patches" &&
		sed -e 's/[[:space:]]*#.*//' -e '/^$/d' -e 's/[[:space:]].*//' series)
	mapfile -t ours < <(prerequisites "$base"; series)
	[ ${#ours[@]} -gt 0 ] || fail "there is no patch in patches/series"
	(cd "$tmp/linux/debian/patches" && touched_by "${all[@]}" "${ours[@]}") |
		unpack_base "$repository" "$tmp/linux"
	theirs=()
	for ((i = ${#all[@]} - 1; i >= 0; i--)); do
		if take_off "$tmp/linux/debian/patches/${all[i]}"; then
			theirs=("${all[i]}" "${theirs[@]}")
		else
			echo "left out, the base has not got it in this form: ${all[i]}"
			sed -i "\\|^${all[i]}|d" "$tmp/linux/debian/patches/series"
		fi
	done
	[ ${#theirs[@]} -gt $((${#all[@]} * 3 / 4)) ] ||
		fail "$package: only ${#theirs[@]} of its ${#all[@]} patches are in $version: too old a packaging"
}

# Lines that differ between two folders, without their numbers.
changed_lines()	# OLD NEW
{
	diff -r -N -U0 -x .pc -x debian "$1" "$2" | grep -E '^[-+]' |
		sed -E -e 's/^(---|\+\+\+) [^/]*\/([^\t]*).*/\1 \2/' || :
}

get_packaging
unpack
echo "kernel $version, packaging $package: ${#theirs[@]} patches of Debian's, ${#ours[@]} of ours"

cd "$tmp/linux"
export QUILT_PATCHES=debian/patches QUILT_PC=.pc
quilt --quiltrc - push -a -q --fuzz=0 > "$tmp/log" 2>&1 ||
	fail "Debian's own patches do not apply to what was unpacked: $(tail -n 5 "$tmp/log")"
cp -r "$tmp/linux" "$tmp/old"

mkdir debian/patches/rproc-vdev
{
	echo
	echo "# Virtio devices of remote processors in the device tree"
	for file in "${ours[@]}"; do
		# The prerequisites of a base are numbered on their own.
		name=${file#"$patches/"}
		mkdir -p "debian/patches/rproc-vdev/$(dirname "$name")"
		cp "$file" "debian/patches/rproc-vdev/$name"
		echo "rproc-vdev/$name"
	done
} >> debian/patches/series
quilt --quiltrc - push -a -q --fuzz=0 > "$tmp/log" 2>&1 || {
	tail -n 20 "$tmp/log"
	fail "$package: quilt push (above)"
}
[ "$(quilt --quiltrc - applied | wc -l)" = $((${#theirs[@]} + ${#ours[@]})) ] ||
	fail "quilt has applied $(quilt --quiltrc - applied | wc -l) patches, expected ${#theirs[@]} + ${#ours[@]}"

git clone -q -s --bare "$repository" "$tmp/git"
apply_series "$tmp/git" "$base" base
for side in base "$last"; do
	mkdir "$tmp/git-$side"
	touched_by "${ours[@]}" | while read -r path; do
		! git -C "$tmp/git" cat-file -e "$side:$path" 2>/dev/null || echo "$path"
	done > "$tmp/paths"
	git -C "$tmp/git" diff --name-only --no-renames --diff-filter=A base "$last" |
		while read -r path; do
			! git -C "$tmp/git" cat-file -e "$side:$path" 2>/dev/null || echo "$path"
		done >> "$tmp/paths"
	xargs -a "$tmp/paths" git -C "$tmp/git" archive "$side" | tar -x -C "$tmp/git-$side"
done
cd "$tmp"
changed_lines git-base "git-$last" > lines-git
changed_lines old linux > lines-quilt
[ -s lines-git ] || fail "git am changes nothing"
diff -u lines-git lines-quilt || fail "$package: quilt changes other lines than git am (above: < git)"

# Off again, and all of it again by the tool that builds the package.
cd "$tmp/linux"
quilt --quiltrc - pop -q "${theirs[-1]}" > "$tmp/log" 2>&1 ||
	fail "quilt pop: $(tail -n 5 "$tmp/log")"
find "$tmp/linux" -type d -empty ! -path "*/.pc/*" -delete
diff -r -q -x .pc -x patches "$tmp/old" "$tmp/linux" ||
	fail "quilt pop does not give Debian's source back (above)"
quilt --quiltrc - pop -a -q > "$tmp/log" 2>&1 || fail "quilt pop -a: $(tail -n 5 "$tmp/log")"
rm -rf .pc
dpkg-source --before-build . > "$tmp/log" 2>&1 || {
	tail -n 20 "$tmp/log"
	fail "$package: dpkg-source --before-build does not apply the series (above)"
}
[ "$(grep -c '^rproc-vdev/' .pc/applied-patches)" = ${#ours[@]} ] ||
	fail "dpkg-source has applied $(grep -c '^rproc-vdev/' .pc/applied-patches) of our ${#ours[@]} patches"
cd "$tmp"
changed_lines old linux > lines-dpkg
cmp lines-quilt lines-dpkg || fail "$package: dpkg-source gives other files than quilt"
echo "${#ours[@]} patches: pushed and popped with quilt, applied by dpkg-source, without fuzz"
