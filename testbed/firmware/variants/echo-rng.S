/* SPDX-License-Identifier: GPL-2.0-only */
/* An rpmsg bus and an entropy source: vdevs of different kinds and lengths. */
#include "variant.h"

	variant	echo-rng

	echo_vdev

	vdev	VIRTIO_ID_RNG, vrings=1
	vring	num=8, channel=4

	trace
