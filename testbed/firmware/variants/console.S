/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A virtio console with three ports: eight vrings of different sizes on one
 * mailbox channel. Any doorbell there is for all of them.
 */
#include "variant.h"

	variant	console

	vdev	VIRTIO_ID_CONSOLE, features=VIRTIO_CONSOLE_F_MULTIPORT, config=12, vrings=8
	vring	num=8, channel=0	/* port 0, to Linux */
	vring	num=32, channel=0	/* port 0, from Linux */
	vring	num=16, channel=0	/* control, to Linux */
	vring	num=4, channel=0	/* control, from Linux */
	vring	num=16, channel=0	/* port 1 */
	vring	num=16, channel=0
	vring	num=8, channel=0	/* port 2 */
	vring	num=16, channel=0
	.short	80, 25			/* cols, rows: no F_SIZE, not used */
	.long	3			/* max_nr_ports */
	.long	0			/* emerg_wr */

	trace
