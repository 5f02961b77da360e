#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Gets a base kernel: Debian's linux-source-BASE, as a bare git repository of
# one commit in the cache, shared by all checkouts. The commit's date and author
# are fixed, so its id depends on the source alone. The version that this
# checkout uses is recorded in build/BASE/version and stays until that file goes.
#
#   base.sh BASE    makes it if needed, prints "VERSION REPOSITORY"; all else
#                   goes to stderr
. "$(dirname "$0")/common.sh"

[ $# = 1 ] || die "expected BASE, found: $*"
base=$1
package=linux-source-$base
record=$build/$base/version
case $base in
[0-9]*.[0-9]*) ;;
*) die "BASE=$base: expected a kernel version such as 6.12 or 7.3" ;;
esac

# The user's own apt first: that is what the machine would install. Whatever it
# does not know comes by an apt state of the project's own.
find_version()
{
	version=$(known)
	[ -n "$version" ] || version=$("$top/scripts/apt.sh" newest "$package") ||
		die "BASE=$base: Debian has no $package"
}

known()
{
	apt-cache madison "$package" 2>/dev/null | awk -F ' *[|] *' '$3 !~ /Sources/ { print $2; exit }'
}

# Leaves the archive of the kernel source in $archive.
fetch()
{
	archive=/usr/src/$package.tar.xz
	if [ "$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null || :)" = "$version" ] &&
	   [ -f "$archive" ]; then
		return
	fi
	echo "fetching $package $version" >&2
	archive=$tmp/deb/usr/src/$package.tar.xz
	# The user's apt may have forgotten the file since it last saw the lists.
	mkdir "$tmp/get"
	if known | grep -qxF "$version" && (cd "$tmp/get" && apt-get -qq download "$package=$version") >&2; then
		dpkg-deb -x "$tmp"/get/*.deb "$tmp/deb"
	else
		"$top/scripts/apt.sh" unpack "$package=$version" "$tmp/deb"
	fi
	rm -r "$tmp/get"
}

import()
{
	echo "unpacking $package $version" >&2
	mkdir "$tmp/src"
	tar -C "$tmp/src" --strip-components=1 -xf "$archive"
	# Debian ignores every file at the top, and with it all new ones below.
	sed -i -e '/^\/\*$/d' -e '/^!\/debian\/$/d' "$tmp/src/.gitignore"

	echo "importing $(find "$tmp/src" -type f | wc -l) files" >&2
	git init -q --bare -b base "$tmp/git"
	export GIT_AUTHOR_NAME=base GIT_AUTHOR_EMAIL=base@invalid
	export GIT_COMMITTER_NAME=base GIT_COMMITTER_EMAIL=base@invalid
	export GIT_AUTHOR_DATE='1970-01-01T00:00:00Z' GIT_COMMITTER_DATE='1970-01-01T00:00:00Z'
	# Everything is "big": blobs go straight into a pack, without a search
	# for deltas.
	git --git-dir="$tmp/git" --work-tree="$tmp/src" -c core.bigFileThreshold=1 \
		-c core.compression=1 add -f -A .
	git --git-dir="$tmp/git" --work-tree="$tmp/src" -c gc.auto=0 commit -q -m "$package $version"
	rm "$tmp/git/index"
}

# The folders of killed runs, a gigabyte each. While the lock is free, no run uses one.
remove_remains()
{
	[ -n "$(find "$cache" -maxdepth 1 -name 'base.??????' -print -quit 2> /dev/null)" ] || return 0
	(flock -n 9 || exit 0; rm -rf "$cache"/base.??????) 9> "$cache/base.lock"
}

remove_remains
version=
[ ! -f "$record" ] || read -r version < "$record"
[ -n "$version" ] || find_version
repository=$cache/linux-$version.git

if [ ! -d "$repository" ]; then
	lock base
	# Another checkout may have made it while this one waited.
	if [ ! -d "$repository" ]; then
		tmp=$(mktemp -d "$cache/base.XXXXXX")
		temporary=$tmp
		fetch
		import
		mv "$tmp/git" "$repository"
	fi
fi

if [ ! -f "$record" ]; then
	mkdir -p "$build/$base"
	echo "$version" > "$record.new"
	mv "$record.new" "$record"
fi
echo "$version $repository"
