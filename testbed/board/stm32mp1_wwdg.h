/*
 * STM32MP1 window watchdog (WWDG)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_WWDG_H
#define HW_STM32MP1_WWDG_H

#include "hw/clock.h"
#include "hw/sysbus.h"
#include "qemu/timer.h"
#include "qom/object.h"

/*
 * + sysbus MMIO region 0: the registers
 * + sysbus IRQ 0: the early wakeup interrupt
 * + named GPIO outputs "reset": a pulse when the watchdog bites, on one line
 *   for the reset controller and on one for the interrupt controller
 * + named GPIO input "run": low keeps the watchdog in reset
 * + Clock input "pclk"
 */
#define TYPE_STM32MP1_WWDG "stm32mp1-wwdg"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1WWDGState, STM32MP1_WWDG)

#define STM32MP1_WWDG_RESET_LINES 2

struct STM32MP1WWDGState {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    qemu_irq irq;
    qemu_irq reset_line[STM32MP1_WWDG_RESET_LINES];
    Clock *pclk;
    QEMUTimer timer;

    uint32_t cr;                /* WWDG_CR; T as it was at @since */
    uint32_t cfr;               /* WWDG_CFR */
    uint32_t sr;                /* WWDG_SR */
    int64_t since;              /* virtual time in ns */
};

#endif
