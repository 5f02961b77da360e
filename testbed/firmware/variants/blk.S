/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A block device of 64 KiB. It has a configuration space, and a vring so short that
 * a page for each descriptor fits in MCU SRAM3.
 */
#include "variant.h"

	variant	blk

	vdev	VIRTIO_ID_BLOCK, config=8, vrings=1
	vring	num=8, channel=0
	.long	BLK_SECTORS, 0		/* capacity */

	trace
