/* SPDX-License-Identifier: GPL-2.0-only */
/* A virtio console that never takes what Linux writes to it. */
#include "variant.h"

	variant	console-deaf, deaf=1

	vdev	VIRTIO_ID_CONSOLE, vrings=2
	vring	num=8, channel=0
	vring	num=32, channel=1

	trace
