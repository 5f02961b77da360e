/*
 * STM32MP1 register blocks whose function is not modelled: PWR, SYSCFG, ETZPC
 * and the GPIO ports
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "migration/vmstate.h"
#include "compat.h"
#include "stm32mp1_regs.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

#define ALL_BITS 0xffffffff

static const STM32MP1Reg *find_reg(STM32MP1RegsState *s, hwaddr offset)
{
    STM32MP1RegsClass *c = STM32MP1_REGS_GET_CLASS(s);

    for (unsigned int i = 0; i < c->nregs; i++) {
        const STM32MP1Reg *reg = &c->regs[i];

        if (offset >= reg->offset &&
            offset < reg->offset + 4 * MAX(reg->count, 1)) {
            return reg;
        }
    }
    return NULL;
}

static uint64_t stm32mp1_regs_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1RegsState *s = opaque;
    unsigned int shift = (offset & 3) * 8;
    uint64_t value = extract32(s->value[offset / 4], shift, size * 8);

    if (!find_reg(s, offset)) {
        stm32mp1_unmodelled_register(s->mmio.addr + offset, false);
    }
    trace_stm32mp1_regs_read(s->name, offset, value);
    return value;
}

static void stm32mp1_regs_write(void *opaque, hwaddr offset, uint64_t value,
                                unsigned size)
{
    STM32MP1RegsState *s = opaque;
    const STM32MP1Reg *reg = find_reg(s, offset);
    uint32_t *word = &s->value[offset / 4];
    uint32_t next = deposit32(*word, (offset & 3) * 8, size * 8, value);

    trace_stm32mp1_regs_write(s->name, offset, value);
    if (!reg) {
        stm32mp1_unmodelled_register(s->mmio.addr + offset, true);
        return;
    }
    *word = (*word & ~reg->writable) | (next & reg->writable);
}

static const MemoryRegionOps stm32mp1_regs_ops = {
    .read = stm32mp1_regs_read,
    .write = stm32mp1_regs_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 4 },
    .impl = { .min_access_size = 1, .max_access_size = 4 },
};

static void stm32mp1_regs_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1RegsState *s = STM32MP1_REGS(obj);
    STM32MP1RegsClass *c = STM32MP1_REGS_GET_CLASS(s);

    memset(s->value, 0, sizeof(s->value));
    for (unsigned int i = 0; i < c->nregs; i++) {
        const STM32MP1Reg *reg = &c->regs[i];

        for (unsigned int j = 0; j < MAX(reg->count, 1); j++) {
            s->value[reg->offset / 4 + j] = reg->reset;
        }
    }
}

static void stm32mp1_regs_realize(DeviceState *dev, Error **errp)
{
    STM32MP1RegsState *s = STM32MP1_REGS(dev);

    s->name = object_get_canonical_path_component(OBJECT(dev));
    memory_region_init_io(&s->mmio, OBJECT(dev), &stm32mp1_regs_ops, s,
                          s->name, STM32MP1_REGS_SIZE);
    sysbus_init_mmio(SYS_BUS_DEVICE(dev), &s->mmio);
}

static const VMStateDescription vmstate_stm32mp1_regs = {
    .name = TYPE_STM32MP1_REGS,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32_ARRAY(value, STM32MP1RegsState, STM32MP1_REGS_SIZE / 4),
        VMSTATE_END_OF_LIST()
    },
};

static void stm32mp1_regs_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = stm32mp1_regs_realize;
    dc->vmsd = &vmstate_stm32mp1_regs;
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_regs_reset_hold;
}

/* Extended TrustZone protection controller: every peripheral is open to all */
static const STM32MP1Reg etzpc_regs[] = {
    { "ETZPC_TZMA0_SIZE", 0x000, 2, ALL_BITS },
    { "ETZPC_DECPROT0", 0x010, 6, ALL_BITS, ALL_BITS },
    { "ETZPC_DECPROT_LOCK0", 0x030, 3, ALL_BITS },
    /* 2 TZMA, 96 securable peripherals */
    { "ETZPC_HWCFGR", 0x3f0, 1, 0, 0x00006002 },
};

/* One port; its pins are connected to nothing */
static const STM32MP1Reg gpio_regs[] = {
    { "GPIOx_MODER", 0x00, 1, ALL_BITS, ALL_BITS },
    { "GPIOx_OTYPER", 0x04, 1, 0xffff },
    { "GPIOx_OSPEEDR", 0x08, 1, ALL_BITS },
    { "GPIOx_PUPDR", 0x0c, 1, ALL_BITS },
    { "GPIOx_IDR", 0x10 },
    { "GPIOx_ODR", 0x14, 1, 0xffff },
    { "GPIOx_BSRR", 0x18 },
    { "GPIOx_LCKR", 0x1c, 1, 0x1ffff },
    { "GPIOx_AFRL", 0x20, 2, ALL_BITS },
    { "GPIOx_BRR", 0x28 },
    { "GPIOx_SECCFGR", 0x30, 1, 0xffff },
};

/* Power control: a supply that is requested is always ready */
static const STM32MP1Reg pwr_regs[] = {
    { "PWR_CR1", 0x000, 1, ALL_BITS },
    { "PWR_CSR1", 0x004 },
    { "PWR_CR2", 0x008, 1, ALL_BITS },
    /* USB33RDY, REG18RDY and REG11RDY are read-only */
    { "PWR_CR3", 0x00c, 1, 0x2fffffff, 0xd0000000 },
    { "PWR_MPUCR", 0x010, 1, ALL_BITS },
    { "PWR_MCUCR", 0x014, 1, ALL_BITS },
    { "PWR_WKUPCR", 0x020, 1, ALL_BITS },
    { "PWR_WKUPFR", 0x024 },
    { "PWR_MPUWKUPENR", 0x028, 1, 0x3f },
    { "PWR_MCUWKUPENR", 0x02c, 1, 0x3f },
};

static const STM32MP1Reg syscfg_regs[] = {
    { "SYSCFG_BOOTR", 0x000, 1, 0x70 },
    { "SYSCFG_PMCSETR", 0x004, 1, ALL_BITS },
    { "SYSCFG_IOCTRLSETR", 0x018, 1, 0x1f },
    { "SYSCFG_ICNR", 0x01c, 1, 0x7ff },
    { "SYSCFG_CMPCR", 0x020, 1, 0x00ffff02 },
    { "SYSCFG_CMPENSETR", 0x024, 1, 0x3 },
    { "SYSCFG_CMPENCLRR", 0x028, 1, 0x3 },
    { "SYSCFG_CBR", 0x02c, 1, 0x5 },
    { "SYSCFG_PMCCLRR", 0x044, 1, ALL_BITS },
    { "SYSCFG_IOCTRLCLRR", 0x058, 1, 0x1f },
};

#define DEFINE_BLOCK_CLASS_INIT(block)                                  \
    static void stm32mp1_##block##_class_init(ObjectClass *oc, void *data) \
    {                                                                   \
        STM32MP1RegsClass *c = STM32MP1_REGS_CLASS(oc);                 \
                                                                        \
        c->regs = block##_regs;                                         \
        c->nregs = ARRAY_SIZE(block##_regs);                            \
    }

DEFINE_BLOCK_CLASS_INIT(etzpc)
DEFINE_BLOCK_CLASS_INIT(gpio)
DEFINE_BLOCK_CLASS_INIT(pwr)
DEFINE_BLOCK_CLASS_INIT(syscfg)

static const TypeInfo stm32mp1_regs_types[] = {
    {
        .name = TYPE_STM32MP1_REGS,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1RegsState),
        .class_size = sizeof(STM32MP1RegsClass),
        .class_init = stm32mp1_regs_class_init,
        .abstract = true,
    }, {
        .name = TYPE_STM32MP1_ETZPC,
        .parent = TYPE_STM32MP1_REGS,
        .class_init = stm32mp1_etzpc_class_init,
    }, {
        .name = TYPE_STM32MP1_GPIO,
        .parent = TYPE_STM32MP1_REGS,
        .class_init = stm32mp1_gpio_class_init,
    }, {
        .name = TYPE_STM32MP1_PWR,
        .parent = TYPE_STM32MP1_REGS,
        .class_init = stm32mp1_pwr_class_init,
    }, {
        .name = TYPE_STM32MP1_SYSCFG,
        .parent = TYPE_STM32MP1_REGS,
        .class_init = stm32mp1_syscfg_class_init,
    },
};

DEFINE_TYPES(stm32mp1_regs_types)
