/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with an entry for vring 1 that is not where Linux has memory for it. */
#include "variant.h"

	variant	carveout-elsewhere

	carveout 0x10047000, 0x1000, vdev0vring1

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
