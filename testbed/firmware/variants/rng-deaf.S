/* SPDX-License-Identifier: GPL-2.0-only */
/* An entropy source that never looks at its vring. */
#include "variant.h"

	variant	rng-deaf, deaf=1

	vdev	VIRTIO_ID_RNG, vrings=1
	vring	num=8, channel=0

	trace
