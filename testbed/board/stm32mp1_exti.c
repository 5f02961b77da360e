/*
 * STM32MP1 extended interrupt and event controller (EXTI)
 *
 * Edges on the configurable events become pending and interrupt each processor
 * that has them unmasked. Direct events only wake processors up: their
 * interrupts go from the peripheral to the interrupt controllers without
 * passing here, so all that is left of them here are their mask bits.
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "hw/irq.h"
#include "migration/vmstate.h"
#include "compat.h"
#include "stm32mp1_exti.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

/* 0x00 - 0x5f: a row of 0x20 for each bank */
enum {
    RTSR = 0x00,
    FTSR = 0x04,
    SWIER = 0x08,
    RPR = 0x0c,
    FPR = 0x10,
    TZENR = 0x14,
};

/* 0x60 - 0x6f: which port drives an event; no pin is connected to anything */
#define EXTICR 0x60

/* 0x80 - 0xff: 0x40 for each processor, in it 0x10 for each bank */
enum {
    IMR = 0x0,
    EMR = 0x4,
};

/* Hardware configuration, read-only */
enum {
    HWCFGR4 = 0x3e4,            /* which events of bank 3 are configurable */
    HWCFGR3 = 0x3e8,
    HWCFGR2 = 0x3ec,
    HWCFGR1 = 0x3f0,
    VER = 0x3f4,
};

/* PVD and pins; none; 65, 66, 68 (WWDG1 reset), 73 and 74 */
static const uint32_t configurable[STM32MP1_EXTI_BANKS] = {
    0x0001ffff, 0x00000000, 0x00000616,
};

static void stm32mp1_exti_update(STM32MP1EXTIState *s)
{
    for (unsigned int cpu = 0; cpu < STM32MP1_EXTI_CPUS; cpu++) {
        for (unsigned int bank = 0; bank < STM32MP1_EXTI_BANKS; bank++) {
            uint32_t pending = (s->rpr[bank] | s->fpr[bank]) &
                               s->imr[cpu * STM32MP1_EXTI_BANKS + bank];

            for (uint32_t m = configurable[bank]; m; m &= m - 1) {
                unsigned int bit = ctz32(m);

                qemu_set_irq(s->irq[cpu][32 * bank + bit],
                             extract32(pending, bit, 1));
            }
        }
    }
}

static void stm32mp1_exti_event(void *opaque, int event, int level)
{
    STM32MP1EXTIState *s = opaque;
    unsigned int bank = event / 32;
    uint32_t mask = BIT(event % 32);
    bool was_high = s->level[bank] & mask;

    if (!!level == was_high || !(configurable[bank] & mask)) {
        return;
    }
    trace_stm32mp1_exti_event(event, level);
    s->level[bank] ^= mask;
    if (level) {
        s->rpr[bank] |= mask & s->rtsr[bank];
    } else {
        s->fpr[bank] |= mask & s->ftsr[bank];
    }
    stm32mp1_exti_update(s);
}

/* EXTI_IMRx, EXTI_EMRx, EXTI_C2IMRx or EXTI_C2EMRx, or NULL between them */
static uint32_t *mask_reg(STM32MP1EXTIState *s, hwaddr offset)
{
    unsigned int cpu = (offset - 0x80) / 0x40;
    unsigned int bank = offset % 0x40 / 0x10;

    if (bank >= STM32MP1_EXTI_BANKS) {
        return NULL;
    }
    switch (offset % 0x10) {
    case IMR:
        return &s->imr[cpu * STM32MP1_EXTI_BANKS + bank];
    case EMR:
        return &s->emr[cpu * STM32MP1_EXTI_BANKS + bank];
    default:
        return NULL;
    }
}

static uint64_t stm32mp1_exti_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1EXTIState *s = opaque;
    unsigned int bank = offset / 0x20;
    uint64_t value = 0;
    uint32_t *mask;

    switch (offset) {
    case 0x00 ... 0x5f:
        switch (offset % 0x20) {
        case RTSR:
            value = s->rtsr[bank];
            break;
        case FTSR:
            value = s->ftsr[bank];
            break;
        case SWIER:             /* write-only */
            break;
        case RPR:
            value = s->rpr[bank];
            break;
        case FPR:
            value = s->fpr[bank];
            break;
        case TZENR:
            value = s->tzenr[bank];
            break;
        default:
            goto unknown;
        }
        break;
    case EXTICR ... EXTICR + 4 * STM32MP1_EXTI_PORT_REGS - 1:
        value = s->exticr[(offset - EXTICR) / 4];
        break;
    case 0x80 ... 0xff:
        mask = mask_reg(s, offset);
        if (!mask) {
            goto unknown;
        }
        value = *mask;
        break;
    case HWCFGR4:
    case HWCFGR3:
    case HWCFGR2:
        value = configurable[(HWCFGR2 - offset) / 4];
        break;
    case HWCFGR1:
        value = 0x000b214b;     /* 76 events, 2 processors */
        break;
    case VER:
        value = 0x30;           /* 3.0 */
        break;
    default:
    unknown:
        stm32mp1_unmodelled_register(s->mmio.addr + offset, false);
    }
    trace_stm32mp1_exti_read(offset, value);
    return value;
}

static void stm32mp1_exti_write(void *opaque, hwaddr offset, uint64_t value,
                                unsigned size)
{
    STM32MP1EXTIState *s = opaque;
    unsigned int bank = offset / 0x20;
    uint32_t *mask;

    trace_stm32mp1_exti_write(offset, value);

    switch (offset) {
    case 0x00 ... 0x5f:
        switch (offset % 0x20) {
        case RTSR:
            s->rtsr[bank] = value & configurable[bank];
            break;
        case FTSR:
            s->ftsr[bank] = value & configurable[bank];
            break;
        case SWIER:
            s->rpr[bank] |= value & configurable[bank];
            break;
        case RPR:               /* a 1 clears */
            s->rpr[bank] &= ~value;
            break;
        case FPR:
            s->fpr[bank] &= ~value;
            break;
        case TZENR:
            s->tzenr[bank] = value;
            break;
        default:
            goto unknown;
        }
        break;
    case EXTICR ... EXTICR + 4 * STM32MP1_EXTI_PORT_REGS - 1:
        s->exticr[(offset - EXTICR) / 4] = value;
        break;
    case 0x80 ... 0xff:
        mask = mask_reg(s, offset);
        if (!mask) {
            goto unknown;
        }
        *mask = value;
        break;
    case HWCFGR4:               /* read-only */
    case HWCFGR3:
    case HWCFGR2:
    case HWCFGR1:
    case VER:
        return;
    default:
    unknown:
        stm32mp1_unmodelled_register(s->mmio.addr + offset, true);
        return;
    }
    stm32mp1_exti_update(s);
}

static const MemoryRegionOps stm32mp1_exti_ops = {
    .read = stm32mp1_exti_read,
    .write = stm32mp1_exti_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 4, .max_access_size = 4 },
};

static void stm32mp1_exti_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1EXTIState *s = STM32MP1_EXTI(obj);

    memset(s->level, 0, sizeof(s->level));
    memset(s->rtsr, 0, sizeof(s->rtsr));
    memset(s->ftsr, 0, sizeof(s->ftsr));
    memset(s->rpr, 0, sizeof(s->rpr));
    memset(s->fpr, 0, sizeof(s->fpr));
    memset(s->tzenr, 0, sizeof(s->tzenr));
    memset(s->exticr, 0, sizeof(s->exticr));
    memset(s->emr, 0, sizeof(s->emr));
    /* Direct events are unmasked out of reset */
    for (unsigned int i = 0; i < ARRAY_SIZE(s->imr); i++) {
        s->imr[i] = ~configurable[i % STM32MP1_EXTI_BANKS];
    }
    stm32mp1_exti_update(s);
}

static void stm32mp1_exti_init(Object *obj)
{
    STM32MP1EXTIState *s = STM32MP1_EXTI(obj);
    DeviceState *dev = DEVICE(obj);

    memory_region_init_io(&s->mmio, obj, &stm32mp1_exti_ops, s,
                          TYPE_STM32MP1_EXTI, 0x400);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
    qdev_init_gpio_in(dev, stm32mp1_exti_event, STM32MP1_EXTI_EVENTS);
    qdev_init_gpio_out_named(dev, s->irq[0], "cpu1", STM32MP1_EXTI_EVENTS);
    qdev_init_gpio_out_named(dev, s->irq[1], "cpu2", STM32MP1_EXTI_EVENTS);
}

static const VMStateDescription vmstate_stm32mp1_exti = {
    .name = TYPE_STM32MP1_EXTI,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32_ARRAY(level, STM32MP1EXTIState, STM32MP1_EXTI_BANKS),
        VMSTATE_UINT32_ARRAY(rtsr, STM32MP1EXTIState, STM32MP1_EXTI_BANKS),
        VMSTATE_UINT32_ARRAY(ftsr, STM32MP1EXTIState, STM32MP1_EXTI_BANKS),
        VMSTATE_UINT32_ARRAY(rpr, STM32MP1EXTIState, STM32MP1_EXTI_BANKS),
        VMSTATE_UINT32_ARRAY(fpr, STM32MP1EXTIState, STM32MP1_EXTI_BANKS),
        VMSTATE_UINT32_ARRAY(tzenr, STM32MP1EXTIState, STM32MP1_EXTI_BANKS),
        VMSTATE_UINT32_ARRAY(exticr, STM32MP1EXTIState,
                             STM32MP1_EXTI_PORT_REGS),
        VMSTATE_UINT32_ARRAY(imr, STM32MP1EXTIState,
                             STM32MP1_EXTI_CPUS * STM32MP1_EXTI_BANKS),
        VMSTATE_UINT32_ARRAY(emr, STM32MP1EXTIState,
                             STM32MP1_EXTI_CPUS * STM32MP1_EXTI_BANKS),
        VMSTATE_END_OF_LIST()
    },
};

static void stm32mp1_exti_class_init(ObjectClass *oc, void *data)
{
    DEVICE_CLASS(oc)->vmsd = &vmstate_stm32mp1_exti;
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_exti_reset_hold;
}

static const TypeInfo stm32mp1_exti_types[] = {
    {
        .name = TYPE_STM32MP1_EXTI,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1EXTIState),
        .instance_init = stm32mp1_exti_init,
        .class_init = stm32mp1_exti_class_init,
    },
};

DEFINE_TYPES(stm32mp1_exti_types)
