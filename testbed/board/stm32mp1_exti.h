/*
 * STM32MP1 extended interrupt and event controller (EXTI)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_EXTI_H
#define HW_STM32MP1_EXTI_H

#include "hw/sysbus.h"
#include "qom/object.h"

/*
 * + sysbus MMIO region 0: the registers
 * + unnamed GPIO inputs: the event inputs
 * + named GPIO outputs "cpu1" and "cpu2": the interrupt of each event to the
 *   Cortex-A7s and to the Cortex-M4
 */
#define TYPE_STM32MP1_EXTI "stm32mp1-exti"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1EXTIState, STM32MP1_EXTI)

#define STM32MP1_EXTI_CPUS 2
#define STM32MP1_EXTI_BANKS 3
#define STM32MP1_EXTI_EVENTS (32 * STM32MP1_EXTI_BANKS)
#define STM32MP1_EXTI_PORT_REGS 4

struct STM32MP1EXTIState {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    qemu_irq irq[STM32MP1_EXTI_CPUS][STM32MP1_EXTI_EVENTS];

    uint32_t level[STM32MP1_EXTI_BANKS];        /* of the event inputs */
    uint32_t rtsr[STM32MP1_EXTI_BANKS];         /* EXTI_RTSRx */
    uint32_t ftsr[STM32MP1_EXTI_BANKS];         /* EXTI_FTSRx */
    uint32_t rpr[STM32MP1_EXTI_BANKS];          /* EXTI_RPRx */
    uint32_t fpr[STM32MP1_EXTI_BANKS];          /* EXTI_FPRx */
    uint32_t tzenr[STM32MP1_EXTI_BANKS];        /* EXTI_TZENRx */
    uint32_t exticr[STM32MP1_EXTI_PORT_REGS];   /* EXTI_EXTICRx */
    /* EXTI_IMRx and EXTI_EMRx, EXTI_C2IMRx and EXTI_C2EMRx, bank by bank */
    uint32_t imr[STM32MP1_EXTI_CPUS * STM32MP1_EXTI_BANKS];
    uint32_t emr[STM32MP1_EXTI_CPUS * STM32MP1_EXTI_BANKS];
};

#endif
