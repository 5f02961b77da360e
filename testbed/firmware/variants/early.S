/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rpmsg echo that does not wait for DRIVER_OK: it announces its services as
 * soon as there is a buffer to send with, claims that Linux has got messages back
 * from the first moment on, and rings every channel without pause. For that it
 * has to know where its vrings are.
 */
#include "variant.h"

	variant	early, storm=1, early=1

	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=0, da=0x10040000
	vring	num=16, channel=1, da=0x10041000
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw

	trace
