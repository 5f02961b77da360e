/* SPDX-License-Identifier: GPL-2.0-only */
/* The console with one port, which refuses descriptors outside of MCU SRAM3. */
#define WATCH_DESCRIPTORS
#include "console-plain.S"
