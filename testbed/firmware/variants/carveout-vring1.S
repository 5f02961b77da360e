/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with an entry for vring 1 of its vdev alone. */
#include "variant.h"

	variant	carveout-vring1

	carveout 0x10041000, 0x1000, vdev0vring1

	echo_vdev

	trace
