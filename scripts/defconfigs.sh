#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the folders that the series touches as distributions configure them: those
# of the defconfigs that enable a remote processor, and of allmodconfig, with
# REMOTEPROC_VIRTIO and without, and prints a line each:
#
#   defconfigs.sh BASE [CONFIG...]    CONFIG: multi_v7, arm64, allmod-arm64, allmod-x86
#
# A warning there is an error. Only these folders are built, so there is no link of
# a kernel; instead, what their objects want of remoteproc and rpmsg must be defined
# by one of them, and exported if a module wants it. The results lie in the tree, in
# o-defconfig-CONFIG, the compilers' output in build/log.
. "$(dirname "$0")/common.sh"
. "$top/scripts/kbuild.sh"

[ $# -ge 1 ] || die "expected BASE [CONFIG...], found nothing"
base=$1
shift
[ $# -gt 0 ] || set -- multi_v7 arm64 allmod-arm64 allmod-x86
tree=$(tree_of "$base" "")
folders="drivers/remoteproc drivers/rpmsg drivers/mailbox"
[ -d "$tree" ] || die "${tree#"$top/"}: not there: make tree BASE=$base first"

option()	# NAME: its value, n if it has none
{
	value=$(sed -n "s/^CONFIG_$1=//p" "$tree/$out/.config")
	echo "${value:-n}"
}

# Those who cannot do without REMOTEPROC_VIRTIO; without them it can be switched off.
selectors()
{
	awk '/^config / { name = $2 } /^\tselect REMOTEPROC_VIRTIO$/ { print name }' \
		"$tree/drivers/remoteproc/Kconfig"
}

without_virtio()
{
	for option in REMOTEPROC_VIRTIO $(selectors); do
		"$tree/scripts/config" --file "$tree/$out/.config" --disable "$option"
	done
	kbuild "$tree" "$out" "$arch" "$cross" olddefconfig
}

# What no object defines, or exports for a module.
unresolved()
{
	cd "$tree/$out"
	# shellcheck disable=SC2086 # lists
	find $folders -name '*.o' ! -name '*.mod.o' -exec "${cross}nm" {} + 2>/dev/null |
		awk '$2 ~ /^[A-TV-Z]$/ && NF == 3 { print $3 }' | sort -u > "$tmp/defined"
	sed -n 's/^__ksymtab_//p' "$tmp/defined" > "$tmp/exported"
	# Since 6.4 the symbol of an export is local, in a section of its own.
	# shellcheck disable=SC2086
	find $folders -name '*.o' ! -name '*.mod.o' -exec "${cross}nm" {} + 2>/dev/null |
		sed -n 's/.* __export_symbol_//p' | sort -u >> "$tmp/exported"
	# shellcheck disable=SC2086
	find $folders -name '*.o' ! -name '*.mod.o' | sort | while read -r object; do
		if [ -e "${object%.o}.mod" ]; then
			known=$tmp/exported
		elif grep -qsxF "$object" "$tmp/parts"; then
			continue
		else
			known=$tmp/defined
		fi
		"${cross}nm" -u "$object" | awk '{ print $2 }' | grep -E '^_*(rproc|rpmsg)_' |
			grep -vxF -f "$known" | sed "s|^|$object wants |" || :
	done
}

# The objects that a module of several is made of.
parts()
{
	# shellcheck disable=SC2086 # a list
	(cd "$tree/$out" && find $folders -name '*.mod' -exec cat {} + | sort -u) > "$tmp/parts"
	# Of a single object: the module itself.
	# shellcheck disable=SC2086
	(cd "$tree/$out" && find $folders -name '*.mod' | sed 's/\.mod$/.o/' | sort) |
		comm -23 "$tmp/parts" - > "$tmp/parts.new"
	mv "$tmp/parts.new" "$tmp/parts"
}

build_one()	# CONFIG VIRTIO
{
	log=$build/log/defconfig-$base-$1-$2.log
	mkdir -p "$build/log"
	SECONDS=0
	: > "$log"
	case $2 in
	y) kbuild "$tree" "$out" "$arch" "$cross" "$config" >> "$log" 2>&1 || return ;;
	n) without_virtio >> "$log" 2>&1 || return ;;
	esac
	found="REMOTEPROC=$(option REMOTEPROC) REMOTEPROC_VIRTIO=$(option REMOTEPROC_VIRTIO)"
	if [ "$found" != "REMOTEPROC=y REMOTEPROC_VIRTIO=$2" ]; then
		echo "error: expected REMOTEPROC=y REMOTEPROC_VIRTIO=$2, found $found" >> "$log"
		return 1
	fi
	# What an earlier configuration has left is not of this one.
	for folder in $folders; do
		rm -rf "${tree:?}/$out/$folder"
	done
	# A slash at the end is what names a folder.
	# shellcheck disable=SC2046,SC2086 # lists
	kbuild "$tree" "$out" "$arch" "$cross" $(printf '%s/ ' $folders) >> "$log" 2>&1 || return
	# shellcheck disable=SC2086
	objects=$(cd "$tree/$out" && find $folders -name '*.o' ! -name built-in.o | wc -l)
	! grep -E '^(\.\./)*(drivers|include)/.*: warning:' "$log" > "$tmp/warnings" || return 1
	parts
	unresolved > "$tmp/unresolved"
	if [ -s "$tmp/unresolved" ]; then
		sed 's/^/error: /' "$tmp/unresolved" >> "$log"
		return 1
	fi
}

tmp=$(mktemp -d "$build/defconfigs.XXXXXX")
temporary=$tmp
failed=0
lock_trees "$base"
printf '%-14s %-18s %8s %7s\n' configuration REMOTEPROC_VIRTIO objects time
for name in "$@"; do
	case $name in
	multi_v7) arch=arm cross=arm-linux-gnueabihf- config=multi_v7_defconfig ;;
	arm64) arch=arm64 cross=aarch64-linux-gnu- config=defconfig ;;
	allmod-arm64) arch=arm64 cross=aarch64-linux-gnu- config=allmodconfig ;;
	allmod-x86) arch=x86 cross=x86_64-linux-gnu- config=allmodconfig ;;
	*) die "$name: expected multi_v7, arm64, allmod-arm64 or allmod-x86" ;;
	esac
	command -v "${cross}gcc" > /dev/null || die "there is no ${cross}gcc"
	out=o-defconfig-$name
	mkdir -p "$tree/$out"
	for virtio in y n; do
		if build_one "$name" $virtio; then
			printf '%-14s %-18s %8d %5d s\n' "$name" $virtio "$objects" $SECONDS
		else
			echo "$name, REMOTEPROC_VIRTIO=$virtio: FAILED; build/log/${log##*/}:"
			grep -E '(error|warning):' "$log" | head -n 20 || tail -n 20 "$log"
			failed=$((failed + 1))
		fi
	done
done
[ $failed = 0 ] || die "$failed of them failed (above)"
