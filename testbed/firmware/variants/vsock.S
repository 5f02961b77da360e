/* SPDX-License-Identifier: GPL-2.0-only */
/* A socket device, whose ports echo: a vdev with three vrings. */
#include "variant.h"

	variant	vsock

	vdev	VIRTIO_ID_VSOCK, config=8, vrings=3
	vring	num=8, channel=0
	vring	num=16, channel=1
	vring	num=4
	.long	3, 0

	trace
