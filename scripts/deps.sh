#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs the Debian packages that this machine lacks: those that every build and
# boot needs, and PACKAGEs that one target or test needs. Prints which; uses sudo when
# not root; costs nothing when all are there.
#
#   deps.sh [PACKAGE...]
#
# PACKAGE may be several names with | between: any of them will do, and the first that
# this release of Debian has is installed. One that it does not have is an error, after
# all others have been installed.
. "$(dirname "$0")/common.sh"

packages="
	bc bison flex gcc make perl libc6-dev libssl-dev libelf-dev ccache rsync cpio kmod
	gcc-arm-linux-gnueabihf libc6-dev-armhf-cross gcc-arm-none-eabi
	qemu-system-arm binutils meson ninja-build pkg-config libglib2.0-dev libpixman-1-dev
	libfdt-dev python3 python3-venv git patch ca-certificates dpkg-dev util-linux xz-utils
	$*
"

# Folders of another user fail in the middle of a build, each tool with its own message.
me=$(id -un)
check_folder()	# FOLDER WHAT-TO-DO
{
	local alien
	mkdir -p "$1" 2> /dev/null || die "$1: cannot be made by $me: $2"
	[ -O "$1" ] || die "$1: belongs to $(stat -L -c %U "$1"), not to $me: $2"
	[ -w "$1" ] || die "$1: cannot be written by $me: $2"
	# Tests that run meanwhile make and remove files there.
	alien=$(find -L "$1/" -ignore_readdir_race -maxdepth 2 ! -user "$me" ! -path "$cache/newcomer/*" -print -quit)
	[ -z "$alien" ] ||
		die "$alien: belongs to $(stat -L -c %U "$alien"), not to $me, as after 'sudo make': chown -R $me: $1"
}

# Every compilation fails if ccache cannot write its folder. This one may belong to another user.
check_ccache()
{
	local folder=${CCACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/ccache} locked
	local expected="set CCACHE_DIR to a folder that ccache can write as $me"
	# Its configuration may name another one.
	if command -v ccache > /dev/null; then
		[ "$(ccache --get-config disable)" != true ] || return 0
		folder=$(ccache --get-config cache_dir)
	fi
	mkdir -p "$folder" 2> /dev/null || die "$folder: cannot be made by $me: $expected"
	locked=$(find "$folder/" -ignore_readdir_race -maxdepth 1 -type d ! -writable -print -quit)
	[ -z "$locked" ] || die "${locked%/}: belongs to $(stat -L -c %U "$locked"), cannot be written by $me: $expected"
}

if [ -n "${SUDO_UID-}" ] && [ "$SUDO_UID" = "$(stat -c %u "$top")" ] && [ "$SUDO_UID" != "$(id -u)" ]; then
	die "run make without sudo: it uses sudo itself, to install packages"
fi
check_folder "$build" "make runs as the owner of the checkout, or 'chown -R $me: build'"
check_folder "$cache" "set XDG_CACHE_HOME to a folder of your own"
check_ccache

command -v dpkg-query > /dev/null ||
	die "this machine has no dpkg: the bench runs on Debian 12 or newer"

# shellcheck disable=SC2086 # a list
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' ${packages//|/ } 2>/dev/null |
	sed -n 's/ installed$//p')
missing=
for package in $packages; do
	grep -qxF "${package//|/$'\n'}" <<< "$installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

# Of several names the first, as it stands for what root is to do.
by_hand="run as root, once: apt-get install$(sed -E 's/\|[^ ]*//g' <<< "$missing")"
if [ "$(id -u)" = 0 ]; then
	root=""
elif command -v sudo > /dev/null; then
	root=sudo
else
	die "$by_hand"
fi

log=$build/log/deps.log
mkdir -p "$build/log"

# sudo may ask for a password, so the terminal stays its input.
if [ -n "$root" ]; then
	echo "Missing packages, installed with sudo:$missing"
	sudo -v || die "$by_hand"
fi
lists=
$root apt-get -q -o APT::Update::Error-Mode=any update < /dev/null > "$log" 2>&1 ||
	lists=", apt-get update failed"

failed()	# WHAT
{
	tail -n 20 "$log" >&2
	die "$1 (above$lists; all output: build/log/deps.log)"
}

known=""
unknown=""
for package in $missing; do
	for name in ${package//|/ }; do
		if apt-cache show "$name" > /dev/null 2>&1; then
			known="$known $name"
			continue 2
		fi
	done
	unknown="$unknown $package"
done
if [ -n "$known" ]; then
	echo "Installing:$known"
	# shellcheck disable=SC2086 # lists
	$root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $known \
		< /dev/null >> "$log" 2>&1 || failed "apt-get cannot install:$known"
fi
[ -z "$unknown" ] || failed "apt knows no package:$unknown"
