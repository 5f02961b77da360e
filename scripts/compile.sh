#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Compiles the folders of the kernel that the series changes, with every driver
# in them that an architecture allows, and with the additional warnings of W=1:
#
#   compile.sh BASE SERIES ARCH VIRTIO    SERIES: yes, none or bisect
#                                         ARCH: arm (that is v7), armv5, arm64 or x86
#                                         VIRTIO: CONFIG_REMOTEPROC_VIRTIO, y or n
#
# With n, the options that need virtio are off, and virtio too. Only objects are
# built, no kernel. They are in the tree, in o-compile-ARCH-VIRTIO.
. "$(dirname "$0")/common.sh"
. "$top/scripts/kbuild.sh"

[ $# = 4 ] || die "expected BASE SERIES ARCH VIRTIO, found: $*"
tree=$(tree_of "$1" "$2")
arch=${3%v5} machine=$3 virtio=$4
case $machine in
arm | armv5) cross=arm-linux-gnueabihf- ;;
arm64) cross=aarch64-linux-gnu- ;;
x86) cross= ;;
*) die "ARCH=$machine: expected arm, armv5, arm64 or x86" ;;
esac
case $virtio in
y) others="drivers/char/virtio_console.o drivers/virtio/virtio_ring.o" ;;
n) others= ;;
*) die "VIRTIO=$virtio: expected y or n" ;;
esac

folders="drivers/remoteproc/ drivers/rpmsg/ drivers/mailbox/"
[ "$arch" != arm ] || others="$others arch/arm/mm/dma-mapping.o"
out=o-compile-$machine-$virtio

driver_options "$tree" "$machine" "$virtio" "$folders" |
	configure_objects "$tree" "$out" "$arch" "$cross"
grep -q '^CONFIG_REMOTEPROC=y' "$tree/$out/.config" || die "$arch has no REMOTEPROC in this configuration"
if grep -q '^config REMOTEPROC_VIRTIO$' "$tree/drivers/remoteproc/Kconfig"; then
	case $virtio in
	y) grep -q '^CONFIG_REMOTEPROC_VIRTIO=y' "$tree/$out/.config" ;;
	n) ! grep -q '^CONFIG_REMOTEPROC_VIRTIO=y' "$tree/$out/.config" ;;
	esac || die "$arch: CONFIG_REMOTEPROC_VIRTIO is not $virtio"
fi
# shellcheck disable=SC2086 # lists
kbuild "$tree" "$out" "$arch" "$cross" W=1 $folders $others
