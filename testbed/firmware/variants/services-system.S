/* SPDX-License-Identifier: GPL-2.0-only */
/* The four services, which refuse descriptors outside of DDR, as services-system.dtso has it. */
#define WINDOW_START	0xc0000000
#define WINDOW_SIZE	0x20000000
#include "services-window.S"
