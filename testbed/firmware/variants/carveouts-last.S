/* SPDX-License-Identifier: GPL-2.0-only */
/* The same as carveouts-first, in the other order. */
#include "variant.h"

	variant	carveouts-last

	echo_vdev

	carveout 0x10040000, 0x1000, vdev0vring0
	carveout 0x10041000, 0x1000, vdev0vring1
	carveout 0x10042000, 0x4000, vdev0buffer

	trace
