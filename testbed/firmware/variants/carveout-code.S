/* SPDX-License-Identifier: GPL-2.0-only */
/* Asks for memory where its own code is, under a name that Linux does not know. */
#include "variant.h"

	variant	carveout-code

	carveout 0x10000000, 0x20000, ELF_COUT

	trace
