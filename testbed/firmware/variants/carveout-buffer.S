/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with an entry for the buffers of its vdev alone. */
#include "variant.h"

	variant	carveout-buffer

	carveout 0x10042000, 0x4000, vdev0buffer

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
