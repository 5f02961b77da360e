# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
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
