# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # the variables are for those who source this
#
# Sourced by the other scripts: strict mode, a clean environment, the paths that
# everything agrees on, and how to fail.
set -eu

# Kernel, make and git obey dozens of variables (ARCH, MAKEFLAGS, KCONFIG_*,
# GIT_* ...): none of the caller's may leak into a build.
for variable in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
	case $variable in
	PATH | HOME | USER | LOGNAME | TERM | TMPDIR | XDG_CACHE_HOME | CCACHE_* | \
	*_proxy | *_PROXY | SSL_CERT_* | SUDO_* | APT_CONFIG | RPROC_VDEV_*) ;;
	*) unset "$variable" ;;
	esac
done
unset variable
export LC_ALL=C.UTF-8
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_ATTR_NOSYSTEM=1
export GIT_CONFIG_COUNT=2
export GIT_CONFIG_KEY_0=core.attributesFile GIT_CONFIG_VALUE_0=/dev/null
export GIT_CONFIG_KEY_1=core.excludesFile GIT_CONFIG_VALUE_1=/dev/null

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=$top/build
[ -n "${XDG_CACHE_HOME:-${HOME-}}" ] || {
	echo "${0##*/}: HOME is not set: set it, or XDG_CACHE_HOME to a folder for the caches" >&2
	exit 1
}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rproc-vdev

# What the series must apply to: the newest 6.12 and the newest mainline in Debian.
bases="6.12 7.3"

# The series has no author but itself: the submitter signs it.
series_name="rproc-vdev series"
series_mail=rproc-vdev@invalid

# Temporary files live beside the results, so that a rename finishes a step.
# Whatever ends the script, they go; a second Ctrl-C must not end that half way.
temporary=
cleanup()
{
	trap '' INT TERM
	# shellcheck disable=SC2086 # a list
	[ -z "$temporary" ] || rm -rf $temporary
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A run, and whatever it has started, holds a lock on its folder. A folder without one is that of
# a killed run.
make_temporary()	# NAME: makes the folder $temporary, NAME.XXXXXX
{
	local left
	for left in "$1".??????; do
		[ ! -d "$left" ] || flock -n "$left" rm -rf "$left" 2> /dev/null || :
	done
	temporary=
	# Before this run has its lock, another one may remove the folder.
	until [ -d "$temporary" ]; do
		temporary=$(mktemp -d "$1.XXXXXX") || exit
		! { exec 6< "$temporary"; } 2> /dev/null || flock 6
	done
}

die()
{
	echo "${0##*/}: $*" >&2
	exit 1
}

# make, the kernel's own build and the dynamic linker (LD_PRELOAD) do not support such a
# path, and would fail late.
for path in "$top" "$cache"; do
	[[ $path != *[[:space:]:]* ]] || die "$path: expected a path without white space or colon for the checkout and the cache"
done
unset path

# One at a time, over all checkouts: cached things are made under a lock.
lock()
{
	mkdir -p "$cache"
	exec 9> "$cache/$1.lock"
	flock 9
}

# One at a time in a checkout: a tree must not change while a kernel is built of it.
lock_trees()	# BASE
{
	mkdir -p "$build/$1"
	exec 8> "$build/$1/lock"
	flock 8
}

# The kernel tree of a base: with the series, without ("none"), or with one patch
# of it after the other ("bisect").
tree_of()
{
	case $2 in
	none | bisect) echo "$build/$1/$2" ;;
	*) echo "$build/$1/tree" ;;
	esac
}

# The line of a picture that names the text it was drawn from.
drawn_from()	# FILE
{
	echo "<!-- drawn from $(sha256sum < "$1" | cut -c 1-16) -->"
}
