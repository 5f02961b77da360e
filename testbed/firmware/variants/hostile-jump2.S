/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two rpmsg buses; the used index of the first one goes back by one. Channels 2 and 3
 * are for shutdown and detach, so the second bus has 4 and 5.
 */
#include "variant.h"

	variant	hostile-jump2, scribble=SCRIBBLE_JUMP

	echo_vdev

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=4
	vring	num=16, channel=5

	trace
