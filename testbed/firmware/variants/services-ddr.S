/* SPDX-License-Identifier: GPL-2.0-only */
/* The four services, which refuse descriptors outside of the region in restricted-pool.dtso. */
#define WINDOW_START	0xc6000000
#define WINDOW_SIZE	0x80000
#include "services-window.S"
