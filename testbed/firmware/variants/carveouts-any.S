/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with entries for the memory of its vdev, wherever Linux has it. */
#include "variant.h"

	variant	carveouts-any

	carveout DA_ANY, 0x1000, vdev0vring0
	carveout DA_ANY, 0x1000, vdev0vring1
	carveout DA_ANY, 0x4000, vdev0buffer

	echo_vdev

	trace
