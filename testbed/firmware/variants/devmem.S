/* SPDX-License-Identifier: GPL-2.0-only */
/* Asks for registers to be mapped, as firmware of OMAP does. That takes an IOMMU. */
#include "variant.h"

	variant	devmem

	rsc_entry RSC_DEVMEM
	.long	0x60000000, 0x48000000, 0x100000, 0, 0
8:	.ascii	"L4_PERIPHERAL"
	.space	32 - (. - 8b)

	trace
