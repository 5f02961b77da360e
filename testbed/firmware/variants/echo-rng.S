/* SPDX-License-Identifier: GPL-2.0-only */
/* An rpmsg bus and an entropy source: vdevs of different kinds and lengths. */
#include "variant.h"

	variant	echo-rng

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	vdev	VIRTIO_ID_RNG, vrings=1
	vring	num=8, channel=4

	trace
