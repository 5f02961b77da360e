/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that scribbles over its resource table while messages flow. */
#include "variant.h"

	variant	hostile-table, seed=1, scribble=SCRIBBLE_TABLE

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
