/*
 * STM32MP1 window watchdog (WWDG)
 *
 * A 7-bit counter that counts down once in 4096 * 2^WDGTB cycles of the bus
 * clock. It fires when T6 becomes 0, or when it is reloaded while the counter
 * is still above the window. WWDG1 is the watchdog of the Cortex-M4.
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/log.h"
#include "hw/irq.h"
#include "hw/qdev-clock.h"
#include "hw/registerfields.h"
#include "migration/vmstate.h"
#include "compat.h"
#include "stm32mp1_wwdg.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

REG32(CR, 0x000)
    FIELD(CR, T, 0, 7)
    FIELD(CR, T6, 6, 1)
    FIELD(CR, WDGA, 7, 1)
REG32(CFR, 0x004)
    FIELD(CFR, W, 0, 7)
    FIELD(CFR, EWI, 9, 1)
    FIELD(CFR, WDGTB, 11, 3)
REG32(SR, 0x008)
    FIELD(SR, EWIF, 0, 1)
REG32(HWCFGR, 0x3f0)
REG32(VERR, 0x3f4)

#define CR_MASK (R_CR_WDGA_MASK | R_CR_T_MASK)
#define CFR_MASK (R_CFR_W_MASK | R_CFR_EWI_MASK | R_CFR_WDGTB_MASK)

/* Counter values at which something happens */
#define T_EARLY_WAKEUP 0x40
#define T_BITE 0x3f

static bool is_active(STM32MP1WWDGState *s)
{
    return FIELD_EX32(s->cr, CR, WDGA) && clock_is_enabled(s->pclk);
}

static int64_t ticks_to_ns(STM32MP1WWDGState *s, unsigned int ticks)
{
    return clock_ticks_to_ns(s->pclk, (uint64_t)ticks * 4096 <<
                                      FIELD_EX32(s->cfr, CFR, WDGTB));
}

static unsigned int counter(STM32MP1WWDGState *s)
{
    unsigned int t = FIELD_EX32(s->cr, CR, T);
    int64_t passed = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - s->since;
    int64_t tick = ticks_to_ns(s, 1);

    if (!is_active(s) || !tick) {
        return t;
    }
    passed /= tick;
    return passed < t - T_BITE ? t - passed : T_BITE;
}

/* Let the counter go on from @t */
static void restart(STM32MP1WWDGState *s, unsigned int t)
{
    s->cr = FIELD_DP32(s->cr, CR, T, t);
    s->since = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    if (!is_active(s)) {
        timer_del(&s->timer);
    } else if (t > T_EARLY_WAKEUP) {
        timer_mod(&s->timer, s->since + ticks_to_ns(s, t - T_EARLY_WAKEUP));
    } else {
        timer_mod(&s->timer, s->since + ticks_to_ns(s, 1));
    }
}

static void update_irq(STM32MP1WWDGState *s)
{
    qemu_set_irq(s->irq, FIELD_EX32(s->cfr, CFR, EWI) &&
                         FIELD_EX32(s->sr, SR, EWIF));
}

static void clear(STM32MP1WWDGState *s)
{
    s->cr = R_CR_T_MASK;
    s->cfr = R_CFR_W_MASK;
    s->sr = 0;
    timer_del(&s->timer);
    update_irq(s);
}

static void bite(STM32MP1WWDGState *s, const char *why)
{
    trace_stm32mp1_wwdg_bite(why);
    for (unsigned int i = 0; i < STM32MP1_WWDG_RESET_LINES; i++) {
        qemu_irq_pulse(s->reset_line[i]);
    }
    clear(s);
}

static void stm32mp1_wwdg_expire(void *opaque)
{
    STM32MP1WWDGState *s = opaque;

    if (FIELD_EX32(s->cr, CR, T) > T_EARLY_WAKEUP) {
        trace_stm32mp1_wwdg_early_wakeup();
        s->sr |= R_SR_EWIF_MASK;
        update_irq(s);
        restart(s, T_EARLY_WAKEUP);
    } else {
        bite(s, "not reloaded in time");
    }
}

/* Count what was left at the old speed, go on at the new one */
static void stm32mp1_wwdg_pclk_event(void *opaque, ClockEvent event)
{
    STM32MP1WWDGState *s = opaque;

    if (event == ClockPreUpdate) {
        s->cr = FIELD_DP32(s->cr, CR, T, counter(s));
        s->since = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    } else {
        restart(s, FIELD_EX32(s->cr, CR, T));
    }
}

static void stm32mp1_wwdg_run(void *opaque, int n, int level)
{
    if (!level) {
        clear(opaque);
    }
}

static void write_cr(STM32MP1WWDGState *s, uint32_t value)
{
    bool was_active = FIELD_EX32(s->cr, CR, WDGA);
    unsigned int was = counter(s);

    /* Once on, only a reset turns it off */
    s->cr = (value & CR_MASK) | (s->cr & R_CR_WDGA_MASK);

    if (!FIELD_EX32(s->cr, CR, WDGA)) {
        return;
    }
    if (!FIELD_EX32(value, CR, T6)) {
        bite(s, "T6 written as 0");
    } else if (was_active && was > FIELD_EX32(s->cfr, CFR, W)) {
        bite(s, "reloaded too early");
    } else {
        restart(s, FIELD_EX32(value, CR, T));
    }
}

static uint64_t stm32mp1_wwdg_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1WWDGState *s = opaque;
    uint64_t value = 0;

    switch (offset) {
    case A_CR:
        value = FIELD_DP32(s->cr, CR, T, counter(s));
        break;
    case A_CFR:
        value = s->cfr;
        break;
    case A_SR:
        value = s->sr;
        break;
    case A_HWCFGR:
        value = 0x00000fff;
        break;
    case A_VERR:
        value = 0x21;           /* 2.1 */
        break;
    default:
        stm32mp1_unmodelled_register(s->mmio.addr + offset, false);
    }
    trace_stm32mp1_wwdg_read(offset, value);
    return value;
}

static void stm32mp1_wwdg_write(void *opaque, hwaddr offset, uint64_t value,
                                unsigned size)
{
    STM32MP1WWDGState *s = opaque;
    unsigned int t = counter(s);

    trace_stm32mp1_wwdg_write(offset, value);

    switch (offset) {
    case A_CR:
        write_cr(s, value);
        break;
    case A_CFR:
        /* EWI can only be set */
        s->cfr = (value & CFR_MASK) | (s->cfr & R_CFR_EWI_MASK);
        restart(s, t);
        update_irq(s);
        break;
    case A_SR:
        s->sr &= value;         /* a 0 clears */
        update_irq(s);
        break;
    case A_HWCFGR:
    case A_VERR:
        qemu_log_mask(LOG_GUEST_ERROR, "WWDG: write of offset 0x%03"
                      HWADDR_PRIx ", where nothing is writable\n", offset);
        break;
    default:
        stm32mp1_unmodelled_register(s->mmio.addr + offset, true);
    }
}

static const MemoryRegionOps stm32mp1_wwdg_ops = {
    .read = stm32mp1_wwdg_read,
    .write = stm32mp1_wwdg_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 2, .max_access_size = 4 },
    .impl = { .min_access_size = 4, .max_access_size = 4 },
};

static void stm32mp1_wwdg_reset_hold(RESET_PHASE_PARAMS)
{
    clear(STM32MP1_WWDG(obj));
}

static void stm32mp1_wwdg_init(Object *obj)
{
    STM32MP1WWDGState *s = STM32MP1_WWDG(obj);
    DeviceState *dev = DEVICE(obj);

    memory_region_init_io(&s->mmio, obj, &stm32mp1_wwdg_ops, s,
                          TYPE_STM32MP1_WWDG, 0x400);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
    qdev_init_gpio_out_named(dev, s->reset_line, "reset",
                             STM32MP1_WWDG_RESET_LINES);
    qdev_init_gpio_in_named(dev, stm32mp1_wwdg_run, "run", 1);
    s->pclk = qdev_init_clock_in(dev, "pclk", stm32mp1_wwdg_pclk_event, s,
                                 ClockPreUpdate | ClockUpdate);
    timer_init_ns(&s->timer, QEMU_CLOCK_VIRTUAL, stm32mp1_wwdg_expire, s);
}

static void stm32mp1_wwdg_finalize(Object *obj)
{
    timer_del(&STM32MP1_WWDG(obj)->timer);
}

static const VMStateDescription vmstate_stm32mp1_wwdg = {
    .name = TYPE_STM32MP1_WWDG,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_CLOCK(pclk, STM32MP1WWDGState),
        VMSTATE_TIMER(timer, STM32MP1WWDGState),
        VMSTATE_UINT32(cr, STM32MP1WWDGState),
        VMSTATE_UINT32(cfr, STM32MP1WWDGState),
        VMSTATE_UINT32(sr, STM32MP1WWDGState),
        VMSTATE_INT64(since, STM32MP1WWDGState),
        VMSTATE_END_OF_LIST()
    },
};

static void stm32mp1_wwdg_class_init(ObjectClass *oc, void *data)
{
    DEVICE_CLASS(oc)->vmsd = &vmstate_stm32mp1_wwdg;
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_wwdg_reset_hold;
}

static const TypeInfo stm32mp1_wwdg_types[] = {
    {
        .name = TYPE_STM32MP1_WWDG,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1WWDGState),
        .instance_init = stm32mp1_wwdg_init,
        .instance_finalize = stm32mp1_wwdg_finalize,
        .class_init = stm32mp1_wwdg_class_init,
    },
};

DEFINE_TYPES(stm32mp1_wwdg_types)
