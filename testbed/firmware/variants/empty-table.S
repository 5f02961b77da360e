/* SPDX-License-Identifier: GPL-2.0-only */
/* No resource table: the linker script keeps a section of no bytes for it. */
#include "variant.h"

	behaviour empty-table
