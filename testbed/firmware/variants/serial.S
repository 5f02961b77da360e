/* SPDX-License-Identifier: GPL-2.0-only */
/* A remote serial port without features or configuration. */
#include "variant.h"

	variant	serial

	vdev	VIRTIO_ID_RPROC_SERIAL, vrings=2
	vring	num=2, channel=0	/* 2 x 4 KiB: the dk2 has 16 KiB for buffers */
	vring	num=16, channel=1

	trace
