/*
 * STM32MP1 inter-processor communication controller (IPCC)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_IPCC_H
#define HW_STM32MP1_IPCC_H

#include "hw/sysbus.h"
#include "qom/object.h"

/*
 * + sysbus MMIO region 0: the registers
 * + sysbus IRQs, two for each processor, CPU1 first: "RX occupied" (a channel
 *   from the other processor holds a message), then "TX free" (a channel to the
 *   other processor is free)
 */
#define TYPE_STM32MP1_IPCC "stm32mp1-ipcc"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1IPCCState, STM32MP1_IPCC)

#define STM32MP1_IPCC_CPUS 2
#define STM32MP1_IPCC_CHANNELS 6

struct STM32MP1IPCCState {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    qemu_irq rx_occupied[STM32MP1_IPCC_CPUS];
    qemu_irq tx_free[STM32MP1_IPCC_CPUS];

    uint32_t cr[STM32MP1_IPCC_CPUS];    /* IPCC_CxCR */
    uint32_t mr[STM32MP1_IPCC_CPUS];    /* IPCC_CxMR */
    /* channels that the processor has filled: IPCC_C1TOC2SR, IPCC_C2TOC1SR */
    uint32_t sr[STM32MP1_IPCC_CPUS];
};

#endif
