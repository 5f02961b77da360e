/*
 * STM32MP1 tamper and backup registers (TAMP)
 *
 * No tamper detection: the backup registers are there as the place where the
 * boot loader informs the operating system of the Cortex-M4. On the hardware
 * they outlive a system reset and the boot loader writes them again; here they
 * come out of reset as the boot loader leaves them.
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "compat.h"
#include "stm32mp1_tamp.h"

#define TAMP_BKPR(n) (0x100 + 4 * (n))

typedef struct STM32MP1TampClass {
    STM32MP1RegsClass parent_class;

    ResettablePhases parent_phases;
} STM32MP1TampClass;

DECLARE_CLASS_CHECKERS(STM32MP1TampClass, STM32MP1_TAMP, TYPE_STM32MP1_TAMP)

static const STM32MP1Reg tamp_regs[] = {
    { "TAMP_CR1", 0x000, 1, 0xffffffff, 0xffff0000 },
    { "TAMP_CR2", 0x004, 1, 0xffffffff },
    { "TAMP_FLTCR", 0x00c, 1, 0xff },
    { "TAMP_SMCR", 0x020, 1, 0x00ff00ff },
    { "TAMP_IER", 0x02c, 1, 0xffffffff },
    { "TAMP_SR", 0x030, 2 },
    { "TAMP_SCR", 0x03c },
    { "TAMP_BKPxR", TAMP_BKPR(0), 32, 0xffffffff },
};

static void stm32mp1_tamp_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1TampState *s = STM32MP1_TAMP(obj);
    uint32_t *value = STM32MP1_REGS(obj)->value;

    STM32MP1_TAMP_GET_CLASS(obj)->parent_phases.hold(RESET_PHASE_ARGS);

    value[TAMP_BKPR(17) / 4] = s->mcu_rsc_table;
    value[TAMP_BKPR(18) / 4] = s->mcu_state;
}

static ConstProperty stm32mp1_tamp_properties[] = {
    DEFINE_PROP_UINT32("mcu-rsc-table", STM32MP1TampState, mcu_rsc_table, 0),
    DEFINE_PROP_UINT32("mcu-state", STM32MP1TampState, mcu_state,
                       STM32MP1_TAMP_MCU_OFF),
    PROPERTIES_END
};

static void stm32mp1_tamp_class_init(ObjectClass *oc, void *data)
{
    STM32MP1RegsClass *c = STM32MP1_REGS_CLASS(oc);

    c->regs = tamp_regs;
    c->nregs = ARRAY_SIZE(tamp_regs);
    device_class_set_props(DEVICE_CLASS(oc), stm32mp1_tamp_properties);
    resettable_class_set_parent_phases(RESETTABLE_CLASS(oc), NULL,
                                       stm32mp1_tamp_reset_hold, NULL,
                                       &STM32MP1_TAMP_CLASS(oc)->parent_phases);
}

static const TypeInfo stm32mp1_tamp_types[] = {
    {
        .name = TYPE_STM32MP1_TAMP,
        .parent = TYPE_STM32MP1_REGS,
        .instance_size = sizeof(STM32MP1TampState),
        .class_size = sizeof(STM32MP1TampClass),
        .class_init = stm32mp1_tamp_class_init,
    },
};

DEFINE_TYPES(stm32mp1_tamp_types)
