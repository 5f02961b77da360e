/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo whose used index goes back by one: a whole round of messages. */
#include "variant.h"

	variant	hostile-jump, scribble=SCRIBBLE_JUMP

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
