/* SPDX-License-Identifier: GPL-2.0-only */
/* The virtio console with one port, and the control queues: four vrings on one channel. */
#include "variant.h"

	variant	console4

	vdev	VIRTIO_ID_CONSOLE, features=VIRTIO_CONSOLE_F_MULTIPORT, config=12, vrings=4
	vring	num=8, channel=0	/* port 0, to Linux */
	vring	num=32, channel=0	/* port 0, from Linux */
	vring	num=16, channel=0	/* control, to Linux */
	vring	num=4, channel=0	/* control, from Linux */
	.short	80, 25			/* cols, rows: no F_SIZE, not used */
	.long	1			/* max_nr_ports */
	.long	0			/* emerg_wr */

	trace
