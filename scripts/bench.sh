#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the plugin that make bench counts with, for the installed QEMU:
#
#   bench.sh OUTPUT.so
#
# The header of QEMU's plugins is that of the source which the board was compiled against.
. "$(dirname "$0")/common.sh"

[ $# = 1 ] || die "expected OUTPUT.so, found: $*"
source=$top/testbed/bench/count.c
# shellcheck disable=SC2016 # dpkg-query expands it
version=$(dpkg-query -W -f '${source:Version}' qemu-system-arm | tr : _)
headers=$cache/qemu/$version/include/qemu
[ -f "$headers/qemu-plugin.h" ] || die "qemu-plugin.h of QEMU $version is not in the cache: make board first"
[ ! -f "$1" ] || [ -n "$(find "$source" "$0" "$headers/qemu-plugin.h" -newer "$1")" ] || exit 0
mkdir -p "$(dirname "$1")"
# shellcheck disable=SC2046 # a list
gcc -shared -fPIC -O2 -Wall -Wextra -Werror $(pkg-config --cflags glib-2.0) -isystem "$headers" \
	-o "$1.new" "$source" $(pkg-config --libs glib-2.0)
mv "$1.new" "$1"
