/* SPDX-License-Identifier: GPL-2.0-only */
/* The same as carveout-elsewhere, in the other order. */
#include "variant.h"

	variant	carveout-elsewhere-last

	echo_vdev

	carveout 0x10047000, 0x1000, vdev0vring1

	trace
