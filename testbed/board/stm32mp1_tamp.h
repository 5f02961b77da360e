/*
 * STM32MP1 tamper and backup registers (TAMP)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_TAMP_H
#define HW_STM32MP1_TAMP_H

#include "qom/object.h"
#include "stm32mp1_regs.h"

/*
 * + sysbus MMIO region 0: the registers
 * + QOM property "mcu-rsc-table": uint32, what the boot loader leaves in
 *   BKP17R: the address of the resource table of the Cortex-M4's firmware, 0 for
 *   none
 * + QOM property "mcu-state": uint32, what it leaves in BKP18R: one of
 *   STM32MP1_TAMP_MCU_*
 */
#define TYPE_STM32MP1_TAMP "stm32mp1-tamp"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1TampState, STM32MP1_TAMP)

/* States of the Cortex-M4 in BKP18R, a convention of ST's boot software */
#define STM32MP1_TAMP_MCU_OFF 0
#define STM32MP1_TAMP_MCU_CRUN 2

struct STM32MP1TampState {
    STM32MP1RegsState parent_obj;

    uint32_t mcu_rsc_table;
    uint32_t mcu_state;
};

#endif
