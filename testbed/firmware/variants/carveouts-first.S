/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with entries for the memory of its vdev in front of that. */
#include "variant.h"

	variant	carveouts-first

	carveout 0x10040000, 0x1000, vdev0vring0
	carveout 0x10041000, 0x1000, vdev0vring1
	carveout 0x10042000, 0x4000, vdev0buffer

	echo_vdev

	trace
