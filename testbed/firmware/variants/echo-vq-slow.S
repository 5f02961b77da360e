/* SPDX-License-Identifier: GPL-2.0-only */
/* The slow rpmsg echo with one mailbox channel for both vrings. */
#include "variant.h"

	variant	echo-vq-slow, quiet=1, nowait=1, answer_us=300

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=0
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
