/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with two entries for vring 1. */
#include "variant.h"

	variant	carveout-twice

	echo_vdev

	carveout 0x10041000, 0x1000, vdev0vring1
	carveout 0x10041000, 0x1000, vdev0vring1

	trace
