/* SPDX-License-Identifier: GPL-2.0-only */
/* The I2C adapter with an EEPROM, which refuses descriptors outside of MCU SRAM3. */
#define WATCH_DESCRIPTORS
#include "i2c.S"
