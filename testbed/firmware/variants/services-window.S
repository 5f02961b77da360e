/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Four services, which refuse descriptors outside of MCU SRAM3. Their vrings are so
 * short that the buffers of all of them fit there.
 */
#define WATCH_DESCRIPTORS
#include "variant.h"

	variant	services-window

	vdev	VIRTIO_ID_RNG, vrings=1
	vring	num=2, channel=0

	vdev	VIRTIO_ID_I2C, features=VIRTIO_I2C_F_ZERO_LENGTH, vrings=1
	vring	num=8, channel=1

	vdev	VIRTIO_ID_BLOCK, config=8, vrings=1
	vring	num=4, channel=4
	.long	BLK_SECTORS, 0		/* capacity */

	vdev	VIRTIO_ID_NET, features=VIRTIO_NET_F_MAC, config=8, vrings=2
	vring	num=8, channel=5	/* to Linux */
	vring	num=32, channel=5	/* from Linux; the driver needs 19 */
	.short	0x4d02, 0x0034, 0x0200	/* address 02:4d:34:00:00:02 */
	.short	0			/* status: no F_STATUS, not used */

	trace
