/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A network device whose buffers to Linux alone fill MCU SRAM3, then a block device.
 * Both refuse descriptors outside of that.
 */
#define WATCH_DESCRIPTORS
#include "variant.h"

	variant	net-blk-window

	vdev	VIRTIO_ID_NET, features=VIRTIO_NET_F_MAC, config=8, vrings=2
	vring	num=32, channel=0	/* to Linux */
	vring	num=32, channel=1	/* from Linux; the driver needs 19 */
	.short	0x4d02, 0x0034, 0x0200	/* address 02:4d:34:00:00:02 */
	.short	0			/* status: no F_STATUS, not used */

	vdev	VIRTIO_ID_BLOCK, config=8, vrings=1
	vring	num=4, channel=4
	.long	BLK_SECTORS, 0		/* capacity */

	trace
