/*
 * STM32MP1 register blocks whose function is not modelled
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_REGS_H
#define HW_STM32MP1_REGS_H

#include "hw/sysbus.h"
#include "qom/object.h"

/*
 * The blocks keep what is written to them, within what is writable, and come
 * out of reset with what the boot loader leaves there.
 *
 * + sysbus MMIO region 0: the registers
 */
#define TYPE_STM32MP1_REGS "stm32mp1-regs"
OBJECT_DECLARE_TYPE(STM32MP1RegsState, STM32MP1RegsClass, STM32MP1_REGS)

#define TYPE_STM32MP1_ETZPC "stm32mp1-etzpc"
#define TYPE_STM32MP1_GPIO "stm32mp1-gpio"
#define TYPE_STM32MP1_PWR "stm32mp1-pwr"
#define TYPE_STM32MP1_SYSCFG "stm32mp1-syscfg"

#define STM32MP1_REGS_SIZE 0x400

/**
 * struct STM32MP1Reg - one register, or a row of equal ones
 * @name: its name in the reference manual
 * @offset: of the first one
 * @count: how many there are; 0 means 1
 * @writable: bits that software can change
 * @reset: value after the boot loader
 */
typedef struct STM32MP1Reg {
    const char *name;
    uint16_t offset;
    uint16_t count;
    uint32_t writable;
    uint32_t reset;
} STM32MP1Reg;

struct STM32MP1RegsClass {
    SysBusDeviceClass parent_class;

    const STM32MP1Reg *regs;
    unsigned int nregs;
};

struct STM32MP1RegsState {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    const char *name;           /* as in the machine's composition tree */

    uint32_t value[STM32MP1_REGS_SIZE / 4];
};

#endif
