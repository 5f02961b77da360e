/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo of a remote behind an IOMMU: asks for registers to be mapped, as on OMAP. */
#include "variant.h"

	variant	devmem

	rsc_entry RSC_DEVMEM
	.long	0x60000000, 0x48000000, 0x100000, 0, 0
8:	.ascii	"L4_PERIPHERAL"
	.space	32 - (. - 8b)

	echo_vdev

	trace
