/* SPDX-License-Identifier: GPL-2.0-only */
/* A remote serial port that fills each buffer as soon as Linux gives it. */
#include "variant.h"

	variant	serial-chatty, chatty=1

	vdev	VIRTIO_ID_RPROC_SERIAL, vrings=2
	vring	num=2, channel=0
	vring	num=16, channel=1

	trace
