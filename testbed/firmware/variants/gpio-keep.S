/* SPDX-License-Identifier: GPL-2.0-only */
/* A GPIO controller that keeps the event buffers of lines without interrupt. */
#include "variant.h"

	variant	gpio-keep, keep=1

	vdev	VIRTIO_ID_GPIO, features=VIRTIO_GPIO_F_IRQ, config=8, vrings=2
	vring	num=8, channel=0	/* requests */
	vring	num=8, channel=1	/* events */
	.short	4, 0			/* ngpio, padding */
	.long	0			/* size of the names */

	trace
