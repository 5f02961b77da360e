/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo with a carveout that has a printf format for a name. */
#include "variant.h"

	variant	carveout-format

	rsc_entry RSC_CARVEOUT
	.long	DA_ANY, 0, 4096, 0, 0
8:	.ascii	"%s%s%s%s%s%s%s%s%n"
	.space	32 - (. - 8b)

	echo_vdev

	trace
