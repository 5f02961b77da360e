#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs a command with tools from Debian sid, for those that the kernel needs
# newer than this machine's Debian has them: dt-schema, sparse, coccinelle ...
#
#   sidroot.sh run [-p PKGS] [-b DIR]... CMD [ARG]...
#	runs CMD in the present folder. It sees sid's /usr and /etc, and of this
#	machine the checkout, the cache, /tmp, the present folder and every DIR,
#	all at their usual paths.
#   sidroot.sh make [-p PKGS]	only gets the tools, and prints where they are
#   sidroot.sh renew [-p PKGS]	gets them anew: sid moves on
#
# PKGS are packages to have on top of the list below ("clang lld llvm"); each
# set of packages is a root of its own in the cache.
#
# The packages are unpacked, not installed: none of their scripts ever runs,
# nothing of this machine's packages changes, and it works without being root
# where user namespaces are allowed.
set -eu

cache=${XDG_CACHE_HOME:-${HOME:?is not set}/.cache}/rproc-vdev
repo=$(cd "$(dirname "$0")/.." && pwd)

packages="b4 bison codespell coccinelle device-tree-compiler dt-schema flex gcc
	  git libc6-dev make patch perl python3-ply sparse xz-utils yamllint
	  base-files bash bzip2 ca-certificates coreutils diffutils dpkg findutils
	  grep gzip hostname libc-bin mawk ncurses-base procps sed tar util-linux"

die()
{
	echo "sidroot.sh: $*" >&2
	exit 1
}

# apt works out the dependencies as for a machine that has nothing yet.
fetch()
{
	"$repo/scripts/apt.sh" newest dt-schema > /dev/null
	mkdir -p "$1/partial"
	# shellcheck disable=SC2086 # a list
	APT_CONFIG=$cache/apt/apt.conf flock "$cache/apt/lock" \
		apt-get -qq -y --no-install-recommends --download-only \
		-o APT::Default-Release=sid -o Dir::State::status=/dev/null \
		-o Dir::Cache::archives="$1" -o Debug::NoLocking=1 \
		install $packages >&2 ||
		die "apt cannot fetch these from sid:" $packages
}

# What the packages' own scripts would have set up, as far as it is needed.
finish()
{
	ln -s mawk "$1/usr/bin/awk"
	ln -s gcc "$1/usr/bin/cc"
	ln -s which.debianutils "$1/usr/bin/which"
	ln -sf bash "$1/usr/bin/sh"
	mkdir -p "$1/etc"
	cp /etc/passwd /etc/group "$1/etc/"
	: > "$1/etc/resolv.conf"
}

make_root()
{
	echo "sidroot.sh: unpacking sid's tools into $root" >&2
	mkdir -p "$cache/sidroot"
	tmp=$(mktemp -d "$root.XXXXXX")
	trap 'trap "" INT TERM; rm -rf "$tmp"' EXIT
	trap 'exit 130' INT TERM

	fetch "$tmp/debs"
	mkdir -p "$tmp/root/usr/bin" "$tmp/root/usr/sbin" "$tmp/root/usr/lib" \
		 "$tmp/root/usr/lib64"
	for dir in bin sbin lib lib64; do
		ln -s "usr/$dir" "$tmp/root/$dir"
	done
	for deb in "$tmp"/debs/*.deb; do
		dpkg-deb -x "$deb" "$tmp/root" || die "cannot unpack ${deb##*/}"
		# shellcheck disable=SC2016 # dpkg-deb expands these
		dpkg-deb -W --showformat='${Package} ${Version}\n' "$deb"
	done > "$tmp/root/packages"
	finish "$tmp/root"
	chmod 755 "$tmp/root"
	rm -rf "$root"
	mv "$tmp/root" "$root"
	rm -rf "$tmp"
	trap - EXIT INT TERM
}

# Two runs at a time make one root.
need_root()
{
	mkdir -p "$cache/sidroot"
	exec 8> "$cache/sidroot/lock"
	flock 8
	rm -rf "$cache"/sidroot/*.??????	# of runs that were killed
	if [ "$1" = renew ] || [ ! -d "$root" ]; then
		make_root
	fi
	exec 8>&-
}

# The new root is a tmpfs with sid and the machine's folders mounted into it,
# in a mount namespace of its own: nothing has to be undone, whatever happens.
enter()
{
	command -v unshare > /dev/null || die "needs 'unshare' of util-linux"
	mkdir -p "$cache/sidroot/mnt"
	here=$(pwd)
	user=
	[ "$(id -u)" = 0 ] || user=--map-root-user
	# shellcheck disable=SC2016 # expanded inside
	exec unshare $user --mount --propagation private sh -eu -c '
		root=$1 here=$2 binds=$3 new=$4
		shift 4
		mount -t tmpfs -o mode=755 sidroot "$new"
		for dir in bin sbin lib lib64; do
			ln -s "usr/$dir" "$new/$dir"
		done
		mkdir "$new/usr" "$new/etc" "$new/var" "$new/root" "$new/run"
		mount --bind "$root/usr" "$new/usr"
		mount --bind "$root/etc" "$new/etc"
		for dir in /dev /proc /sys; do
			mkdir "$new$dir"
			mount --rbind "$dir" "$new$dir"
		done
		IFS="
"
		for dir in /tmp $binds "$here"; do
			# Seen already, inside another one?
			[ "$(stat -c %d:%i "$dir")" != \
			  "$(stat -c %d:%i "$new$dir" 2>/dev/null)" ] || continue
			mkdir -p "$new$dir"
			mount --rbind "$dir" "$new$dir"
		done
		exec chroot "$new" /usr/bin/env -i HOME="$HOME" TERM="${TERM-dumb}" \
			LANG=C.UTF-8 PATH=/usr/bin:/usr/sbin \
			sh -c '\''cd "$1" && shift && exec "$@"'\'' sh "$here" "$@"
	' sh "$root" "$here" "$binds" "$cache/sidroot/mnt" "$@"
}

usage="expected run [-p PKGS] [-b DIR]... CMD, make [-p PKGS] or renew [-p PKGS]"
[ $# -ge 1 ] || die "$usage, found nothing"
verb=$1
shift
mkdir -p "$cache"
binds="$repo
$cache"
while getopts p:b: option; do
	case $option in
	p)	packages="$packages $OPTARG" ;;
	b)	dir=$(cd "$OPTARG" && pwd) || die "no folder $OPTARG to show inside"
		binds="$binds
$dir" ;;
	*)	die "$usage" ;;
	esac
done
shift $((OPTIND - 1))

# shellcheck disable=SC2086 # a list
root=$cache/sidroot/$(printf '%s\n' $packages | sort -u | sha256sum | cut -c1-12)

case $verb:$# in
make:0 | renew:0)
	need_root "$verb"
	echo "$root"
	;;
run:0)
	die "$usage, found no command"
	;;
run:*)
	need_root "$verb"
	enter "$@"
	;;
*)
	die "$usage, found: $verb $*"
	;;
esac
