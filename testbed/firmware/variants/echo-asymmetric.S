/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo with fewer entries in the vring from Linux than in that to it. */
#include "variant.h"

	variant	echo-asymmetric

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=4, channel=1
	service	rpmsg-raw

	trace
