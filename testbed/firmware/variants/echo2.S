/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two rpmsg buses. Channels 2 and 3 are for shutdown and detach, so the second
 * one has 4 and 5.
 */
#include "variant.h"

	variant	echo2

	echo_vdev

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=4
	vring	num=16, channel=5
	service	rpmsg-raw
	service	rpmsg-client-sample

	trace
