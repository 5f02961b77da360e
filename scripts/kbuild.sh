# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # top: common.sh
#
# Sourced by the scripts that build a kernel or parts of one: make in a kernel tree,
# through ccache if it is there. What comes out does not depend on when, where and by
# whom it is built.

ccache=
if command -v ccache > /dev/null; then
	ccache="ccache "
	# Relative paths and no debug information: the folder plays no part.
	export CCACHE_NOHASHDIR=1
fi

# CROSS is what the names of the compiler and its tools begin with, empty for the own ones.
kbuild()	# TREE FOLDER ARCH CROSS MAKE-ARGUMENT...
{
	local tree=$1 folder=$2 arch=$3 cross=$4
	shift 4
	nice -n 5 make -C "$tree" O="$folder" -j"$(nproc)" ARCH="$arch" CROSS_COMPILE="$cross" \
		CC="$ccache${cross}gcc" LOCALVERSION= KBUILD_BUILD_TIMESTAMP=@0 \
		KBUILD_BUILD_USER=rproc-vdev KBUILD_BUILD_HOST=testbed KBUILD_BUILD_VERSION=1 "$@"
}

# What the options on the standard input, on top of allnoconfig, make of FOLDER: again when they
# or a Kconfig have changed.
configure_objects()	# TREE FOLDER ARCH CROSS MAKE-ARGUMENT...
{
	local at=$1/$2
	mkdir -p "$at"
	cat > "$at/.config.new"
	if ! cmp -s "$at/.config.new" "$at/.config.wanted" ||
	   [ -n "$(find "$1" -path "$1/o-*" -prune -o -name 'Kconfig*' -newer "$at/.config" -print -quit)" ]; then
		rm -f "$at/.config.wanted"
		kbuild "$@" KCONFIG_ALLCONFIG=.config.new allnoconfig || return
		touch "$at/.config"
		mv "$at/.config.new" "$at/.config.wanted"
	fi
}

# A configuration with all drivers that there are in FOLDERS, each with a slash at its
# end, on top of testbed/kernel/compile.config. Without virtio (n) also those go that
# cannot be had without it.
driver_options()	# TREE MACHINE VIRTIO FOLDERS
{
	local folder
	{
		sed -n -e '/^CONFIG_VIRTIO/s/=y/='"$3"'/' \
			-e "$([ "$2" != armv5 ] || echo /V7=/s/=y/=n/)" \
			-e "$([ "$2" = armv5 ] || echo /V5=/d)" \
			-e '/^CONFIG_/p' "$top/testbed/kernel/compile.config"
		for folder in $4; do
			awk -v without="$3" '
				$1 == "config" || $1 == "menuconfig" { option = $2; all[option] = 1 }
				$1 == "select" && $2 ~ /^(REMOTEPROC_)?VIRTIO$/ && without == "n" { delete all[option] }
				END { for (o in all) if (o != "REMOTEPROC_VIRTIO") print "CONFIG_" o "=y" }
			' "$1/${folder}Kconfig"
		done
		echo "CONFIG_REMOTEPROC_VIRTIO=$3"
	} | sort
}
