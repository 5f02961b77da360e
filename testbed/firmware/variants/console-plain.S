/* SPDX-License-Identifier: GPL-2.0-only */
/* A virtio console as it was at first: one port, no features, hvc0 echoes. */
#include "variant.h"

	variant	console-plain

	vdev	VIRTIO_ID_CONSOLE, vrings=2
	vring	num=8, channel=0
	vring	num=32, channel=1

	trace
