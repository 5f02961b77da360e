/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with an entry for vring 1 of its vdev alone. */
#include "variant.h"

	variant	carveout-vring1

	carveout 0x10041000, 0x1000, vdev0vring1

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
