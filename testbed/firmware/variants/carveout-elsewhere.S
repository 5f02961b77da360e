/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with an entry for vring 1 that is not where Linux has memory for it. */
#include "variant.h"

	variant	carveout-elsewhere

	carveout 0x10047000, 0x1000, vdev0vring1

	echo_vdev

	trace
