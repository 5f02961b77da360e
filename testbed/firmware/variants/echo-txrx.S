/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo with a mailbox channel for each direction: Linux rings 1, the M4 rings 0. */
#include "variant.h"

	variant	echo-txrx

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=1, to_linux=0
	vring	num=16, channel=1, to_linux=0
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
