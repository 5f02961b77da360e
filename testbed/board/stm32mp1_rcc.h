/*
 * STM32MP1 reset and clock control (RCC)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_RCC_H
#define HW_STM32MP1_RCC_H

#include "hw/clock.h"
#include "hw/sysbus.h"
#include "qom/object.h"

/*
 * + sysbus MMIO region 0: the registers
 * + named GPIO outputs "mcu-run": high while the Cortex-M4 is out of reset, one
 *   line for the core and one for what is reset together with it
 * + named GPIO input "wwdg1-reset": a rising edge resets the Cortex-M4
 * + named GPIO input "mcu-sysresetreq": a rising edge resets the system
 * + Clock outputs "mcu" (mcu_ck: the Cortex-M4, its memories and buses) and
 *   "pclk1" (APB1)
 * + QOM property "mcu-started": bool, whether the boot loader starts the
 *   Cortex-M4
 */
#define TYPE_STM32MP1_RCC "stm32mp1-rcc"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1RCCState, STM32MP1_RCC)

#define STM32MP1_RCC_SIZE 0x1000
#define STM32MP1_RCC_MCU_RUN_LINES 2

struct STM32MP1RCCState {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    qemu_irq mcu_run_line[STM32MP1_RCC_MCU_RUN_LINES];
    Clock *mcu_ck;
    Clock *pclk1;
    bool mcu_started;

    uint32_t value[STM32MP1_RCC_SIZE / 4];
    bool mcu_run;
};

#endif
