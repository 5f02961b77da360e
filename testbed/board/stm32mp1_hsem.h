/*
 * STM32MP1 hardware semaphores (HSEM)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_HSEM_H
#define HW_STM32MP1_HSEM_H

#include "hw/sysbus.h"
#include "qom/object.h"

/*
 * + sysbus MMIO regions 0 and 1: the registers as processor 1 (the Cortex-A7s)
 *   and as processor 2 (the Cortex-M4) sees them
 * + sysbus IRQs 0 and 1: the interrupts of the two
 */
#define TYPE_STM32MP1_HSEM "stm32mp1-hsem"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1HSEMState, STM32MP1_HSEM)

#define STM32MP1_HSEM_CPUS 2
#define STM32MP1_HSEM_SEMAPHORES 32

/* One processor's way to the semaphores */
typedef struct STM32MP1HSEMView {
    STM32MP1HSEMState *hsem;
    MemoryRegion mmio;
    qemu_irq irq;
    uint8_t core;               /* the accessing processor, from the bus */
} STM32MP1HSEMView;

struct STM32MP1HSEMState {
    SysBusDevice parent_obj;

    STM32MP1HSEMView view[STM32MP1_HSEM_CPUS];

    uint32_t r[STM32MP1_HSEM_SEMAPHORES];       /* HSEM_Rx */
    uint32_t ier[STM32MP1_HSEM_CPUS];           /* HSEM_CnIER */
    uint32_t isr[STM32MP1_HSEM_CPUS];           /* HSEM_CnISR */
    uint32_t keyr;                              /* HSEM_KEYR */
};

#endif
