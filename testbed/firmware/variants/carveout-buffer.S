/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with an entry for the buffers of its vdev alone. */
#include "variant.h"

	variant	carveout-buffer

	carveout 0x10042000, 0x4000, vdev0buffer

	echo_vdev

	trace
