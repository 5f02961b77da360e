/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo, with an entry for the memory of its own code, under an unknown name. */
#include "variant.h"

	variant	carveout-code

	carveout 0x10000000, 0x20000, ELF_COUT

	echo_vdev

	trace
