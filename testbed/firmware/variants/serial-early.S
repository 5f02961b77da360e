/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A remote serial port that sends data before it is used: it sends as soon as there is
 * a buffer, and rings every channel without pause. For that it has to know where its
 * vrings are.
 */
#include "variant.h"

	variant	serial-early, storm=1, early=1

	vdev	VIRTIO_ID_RPROC_SERIAL, vrings=2
	vring	num=2, channel=0, da=0x10040000
	vring	num=16, channel=1, da=0x10041000

	trace
