#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the folders that the series touches as distributions configure them: those
# of the defconfigs that enable a remote processor, and of allmodconfig, with
# REMOTEPROC_VIRTIO and without, and prints a line each:
#
#   defconfigs.sh BASE [CONFIG...]    CONFIG: what arch/arm/configs/CONFIG_defconfig is
#                                     for, arm64, allmod-arm64 or allmod-x86
#
# Left out, it is all of the tree's defconfigs that have REMOTEPROC, and both allmod.
# A warning there is an error. Only these folders are built, so there is no link of a
# kernel; instead, what their objects need of remoteproc and rpmsg must be defined by
# one of them, and exported if a module needs it. The results lie in the tree, in
# o-defconfig-CONFIG, the compilers' output in build/log.
. "$(dirname "$0")/common.sh"
. "$top/scripts/kbuild.sh"

[ $# -ge 1 ] || die "expected BASE [CONFIG...], found nothing"
base=$1
shift
tree=$(tree_of "$base" "")
folders="drivers/remoteproc drivers/rpmsg drivers/mailbox"
[ -d "$tree" ] || die "${tree#"$top/"}: not there: make tree BASE=$base first"

# The names here of all that can be built.
configurations()
{
	local path
	(cd "$tree" && grep -l '^CONFIG_REMOTEPROC=y' arch/*/configs/*defconfig) | sort | while read -r path; do
		case $path in
		arch/arm/*) basename "$path" _defconfig ;;
		arch/arm64/configs/defconfig) echo arm64 ;;
		*) die "$path enables REMOTEPROC: scripts/defconfigs.sh has no compiler for it" ;;
		esac
	done || exit
	echo allmod-arm64 allmod-x86
}

option()	# NAME: its value, n if it has none
{
	value=$(sed -n "s/^CONFIG_$1=//p" "$tree/$out/.config")
	echo "${value:-n}"
}

# The options that need REMOTEPROC_VIRTIO; without them it can be switched off.
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

# What OBJECTS, a list in a file, need of remoteproc and rpmsg and KNOWN does not have.
wants()	# OBJECTS KNOWN
{
	local object
	while read -r object; do
		"${cross}nm" -u "$object" | awk '{ print $2 }' | grep -E '^_*(rproc|rpmsg)_' |
			grep -vxF -f "$2" | sed "s|^|$object wants |" || :
	done < "$1"
}

# What an object needs and cannot have: one that is built in, of others that are built
# in; a module, of whatever is exported.
unresolved()
{
	cd "$tree/$out"
	# shellcheck disable=SC2086 # lists
	{
		find $folders -name '*.o' ! -name '*.mod.o' | sort > "$tmp/objects"
		find $folders -name '*.mod' | sed 's/mod$/o/' | sort > "$tmp/modules"
		# The objects that modules are made of.
		find $folders -name '*.mod' -exec cat {} + | sort -u - "$tmp/modules" |
			comm -23 "$tmp/objects" - > "$tmp/builtin"
	}
	xargs -r "${cross}nm" -g --defined-only < "$tmp/builtin" 2> /dev/null | awk 'NF == 3 { print $3 }' |
		sort -u > "$tmp/defined"
	# Before 6.4 the symbol of an export was another one, and not local.
	xargs "${cross}nm" < "$tmp/objects" 2> /dev/null |
		sed -n -E 's/.* __(export_symbol|ksymtab)_//p' | sort -u > "$tmp/exported"
	wants "$tmp/builtin" "$tmp/defined"
	wants "$tmp/modules" "$tmp/exported"
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
	unresolved > "$tmp/unresolved"
	if [ -s "$tmp/unresolved" ]; then
		sed 's/^/error: /' "$tmp/unresolved" >> "$log"
		return 1
	fi
}

make_temporary "$build/defconfigs"
tmp=$temporary
failed=0
lock_trees "$base"
known=$(configurations) || exit
# shellcheck disable=SC2086 # a list
[ $# -gt 0 ] || set -- $known
printf '%-14s %-18s %8s %7s\n' configuration REMOTEPROC_VIRTIO objects time
for name in "$@"; do
	case $name in
	arm64) arch=arm64 cross=aarch64-linux-gnu- config=defconfig ;;
	allmod-arm64) arch=arm64 cross=aarch64-linux-gnu- config=allmodconfig ;;
	allmod-x86) arch=x86 cross=x86_64-linux-gnu- config=allmodconfig ;;
	*) arch=arm cross=arm-linux-gnueabihf- config=${name}_defconfig ;;
	esac
	[ "$config" = allmodconfig ] || [ -f "$tree/arch/$arch/configs/$config" ] ||
		die "$name: expected ${known//$'\n'/ }, or another one of arch/arm/configs"
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
