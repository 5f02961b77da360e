/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rpmsg echo with a resource table that differs in one place, mostly a bad
 * one: tables.mk has the list.
 */
#include "variant.h"

#ifndef ID
#define ID		VIRTIO_ID_RPMSG
#endif
#ifndef CONFIG
#define CONFIG		0
#endif
#ifndef VRINGS
#define VRINGS		2
#endif
#ifndef NUM
#define NUM		16
#endif
#ifndef ALIGN
#define ALIGN		16
#endif
#ifndef DA0
#define DA0		DA_ANY
#endif
#ifndef DA1
#define DA1		DA_ANY
#endif

	variant	NAME

	trace
#if defined(TRUNCATED)
	/* The table ends in the middle of the entry, before 'status'. */
	rsc_entry RSC_VDEV
	.long	ID, 0, VIRTIO_RPMSG_F_NS, 0, CONFIG
#elif !defined(NO_VDEV)
	vdev	ID, features=VIRTIO_RPMSG_F_NS, config=CONFIG, vrings=VRINGS
	vring	num=NUM, channel=0, align=ALIGN, da=DA0
	vring	num=NUM, channel=1, align=ALIGN, da=DA1
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw
#endif
