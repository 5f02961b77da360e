/*
 * STM32MP1 MCU subsystem: the Cortex-M4
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_MCU_H
#define HW_STM32MP1_MCU_H

#include "hw/arm/armv7m.h"
#include "hw/clock.h"
#include "hw/cpu/cluster.h"
#include "hw/sysbus.h"
#include "qom/object.h"

/*
 * + unnamed GPIO inputs: the interrupts of the NVIC
 * + named GPIO input "run": high lets the core run from its reset vector, low
 *   resets and holds it
 * + named GPIO output "SYSRESETREQ"
 * + Clock input "clk"
 * + QOM property "memory": link to the MemoryRegion that the core sees
 * + QOM property "elf": file that every system reset loads into that memory,
 *   as a boot loader would: the segments at their physical addresses, then the
 *   resource table at its virtual one, where Linux looks for it
 * + QOM property "running": bool, read-only
 */
#define TYPE_STM32MP1_MCU "stm32mp1-mcu"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1MCUState, STM32MP1_MCU)

#define STM32MP1_MCU_IRQS 150
#define STM32MP1_MCU_DEBUG_REGIONS 3

struct STM32MP1MCUState {
    SysBusDevice parent_obj;

    CPUClusterState cluster;
    ARMv7MState armv7m;
    MemoryRegion *memory;
    MemoryRegion debug[STM32MP1_MCU_DEBUG_REGIONS];
    AddressSpace loader_as;
    Clock *clk;
    Clock *refclk;
    char *elf;
    uint8_t *table;             /* the elf's resource table, ... */
    uint32_t table_size;
    uint32_t table_da;          /* ... and where no segment places it */

    bool run;                   /* the run line */
    bool pending;               /* the core has not followed it yet */
    bool place_table;           /* the boot loader has not done it yet */
};

#endif
