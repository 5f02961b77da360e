/* SPDX-License-Identifier: GPL-2.0-only */
/* An entropy source: a vdev with one vring. */
#include "variant.h"

	variant	rng

	vdev	VIRTIO_ID_RNG, vrings=1
	vring	num=8, channel=0

	trace
