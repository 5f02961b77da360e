/* SPDX-License-Identifier: GPL-2.0-only */
/* An entropy source as vdev 0, so that the rpmsg bus is vdev 1. */
#include "variant.h"

	variant	rng-echo

	vdev	VIRTIO_ID_RNG, vrings=1
	vring	num=8, channel=4

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-raw

	trace
