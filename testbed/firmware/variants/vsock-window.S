/* SPDX-License-Identifier: GPL-2.0-only */
/* The socket device, which refuses descriptors outside of MCU SRAM3. */
#define WATCH_DESCRIPTORS
#include "vsock.S"
