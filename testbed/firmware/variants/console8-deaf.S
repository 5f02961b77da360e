/* SPDX-License-Identifier: GPL-2.0-only */
/* The console with three ports, but it never looks at its vrings. */
#include "variant.h"

	variant	console8-deaf, deaf=1

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
