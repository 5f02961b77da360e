#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs the Debian packages that the bench needs and this machine lacks.
# Says which; asks sudo when not root; costs nothing when all are there.
#
#   deps.sh [PACKAGE...]    these as well
. "$(dirname "$0")/common.sh"

packages="
	bc bison flex gcc make perl libc6-dev libssl-dev libelf-dev ccache rsync cpio kmod
	gcc-arm-linux-gnueabihf libc6-dev-armhf-cross gcc-arm-none-eabi
	qemu-system-arm binutils meson ninja-build pkg-config libglib2.0-dev libpixman-1-dev
	libfdt-dev python3 python3-venv python3-git python3-ply
	git patch quilt shellcheck codespell python3-sphinx lava-common
	ca-certificates dpkg-dev util-linux xz-utils
	$*
"

command -v dpkg-query > /dev/null ||
	die "this machine has no dpkg: the bench runs on Debian 12 or newer"

# shellcheck disable=SC2086 # a list
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $packages 2>/dev/null |
	sed -n 's/ installed$//p')
missing=
for package in $packages; do
	grep -qx "$package" <<< "$installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
	root=""
elif command -v sudo > /dev/null; then
	root=sudo
else
	die "run as root, once: apt-get install$missing"
fi
echo "Installing:$missing"
install()
{
	# shellcheck disable=SC2086 # lists
	$root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing
}
# sudo may want to ask for a password: only then stays the terminal in reach.
[ -z "$root" ] || sudo -v
log=$build/log/deps.log
mkdir -p "$build/log"
if ! { $root apt-get -q update && install; } < /dev/null > "$log" 2>&1; then
	tail -n 20 "$log" >&2
	die "apt-get could not install:$missing (all of its output: build/log/deps.log)"
fi
