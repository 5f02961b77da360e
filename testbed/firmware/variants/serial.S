/* SPDX-License-Identifier: GPL-2.0-only */
/* A remote serial port without features or configuration. */
#include "variant.h"

	variant	serial

	vdev	VIRTIO_ID_RPROC_SERIAL, vrings=2
	vring	num=16, channel=0
	vring	num=16, channel=1

	trace
