/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that sets DRIVER_OK while Linux sets up the driver. */
#include "variant.h"

	variant	hostile-status, scribble=SCRIBBLE_STATUS

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
