/* SPDX-License-Identifier: GPL-2.0-only */
/* The GPIO controller, which refuses descriptors outside of MCU SRAM3. */
#define WATCH_DESCRIPTORS
#include "gpio.S"
