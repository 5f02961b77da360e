/*
 * STM32MP1 inter-integrated circuit controller (I2C) with an empty bus
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_I2C_H
#define HW_STM32MP1_I2C_H

#include "hw/sysbus.h"
#include "qom/object.h"

/*
 * + sysbus MMIO region 0: the registers
 * + sysbus IRQs: 0 the events, 1 the errors
 */
#define TYPE_STM32MP1_I2C "stm32mp1-i2c"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1I2CState, STM32MP1_I2C)

struct STM32MP1I2CState {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    qemu_irq event_irq;
    qemu_irq error_irq;
    const char *name;           /* as in the machine's composition tree */

    uint32_t cr1;               /* I2C_CR1 */
    uint32_t cr2;               /* I2C_CR2 */
    uint32_t oar[2];            /* I2C_OAR1, I2C_OAR2 */
    uint32_t timingr;           /* I2C_TIMINGR */
    uint32_t timeoutr;          /* I2C_TIMEOUTR */
    uint32_t isr;               /* I2C_ISR */
    uint32_t txdr;              /* I2C_TXDR */
};

#endif
