/*
 * STM32MP1 inter-integrated circuit controller (I2C) with an empty bus
 *
 * Nothing is on the bus, so no address is ever acknowledged: each transfer that
 * a controller starts ends at once with NACKF and STOPF, as on a board whose
 * chip is absent. There is no other controller either, and no target mode.
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/log.h"
#include "hw/irq.h"
#include "hw/registerfields.h"
#include "migration/vmstate.h"
#include "compat.h"
#include "stm32mp1_i2c.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

REG32(CR1, 0x00)
    FIELD(CR1, PE, 0, 1)
    FIELD(CR1, NACKIE, 4, 1)
    FIELD(CR1, STOPIE, 5, 1)
REG32(CR2, 0x04)
    FIELD(CR2, SADD, 0, 10)
    FIELD(CR2, ADD10, 11, 1)
    FIELD(CR2, START, 13, 1)
    FIELD(CR2, STOP, 14, 1)
    FIELD(CR2, NACK, 15, 1)
REG32(OAR1, 0x08)
REG32(OAR2, 0x0c)
REG32(TIMINGR, 0x10)
REG32(TIMEOUTR, 0x14)
REG32(ISR, 0x18)
    FIELD(ISR, TXE, 0, 1)
    FIELD(ISR, NACKF, 4, 1)
    FIELD(ISR, STOPF, 5, 1)
REG32(ICR, 0x1c)
REG32(PECR, 0x20)
REG32(RXDR, 0x24)
REG32(TXDR, 0x28)
REG32(HWCFGR, 0x3f0)
REG32(VERR, 0x3f4)
REG32(IPIDR, 0x3f8)
REG32(SIDR, 0x3fc)

/* What ICR can clear of what can be set here */
#define FLAGS (R_ISR_NACKF_MASK | R_ISR_STOPF_MASK)

static void update_irq(STM32MP1I2CState *s)
{
    bool enabled = FIELD_EX32(s->cr1, CR1, PE);
    bool event = FIELD_EX32(s->cr1, CR1, NACKIE) &&
                 FIELD_EX32(s->isr, ISR, NACKF);

    event |= FIELD_EX32(s->cr1, CR1, STOPIE) && FIELD_EX32(s->isr, ISR, STOPF);
    qemu_set_irq(s->event_irq, enabled && event);
    /* No bus error, arbitration loss, overrun, timeout or alert */
    qemu_set_irq(s->error_irq, 0);
}

static void write_cr2(STM32MP1I2CState *s, uint32_t value)
{
    /* START, STOP and NACK are cleared when they are done: now */
    s->cr2 = value & ~(R_CR2_START_MASK | R_CR2_STOP_MASK | R_CR2_NACK_MASK);
    if (!FIELD_EX32(s->cr1, CR1, PE) || !FIELD_EX32(value, CR2, START)) {
        return;
    }
    /* A 7-bit address is in bits 7 to 1 */
    trace_stm32mp1_i2c_nack(s->name, FIELD_EX32(value, CR2, ADD10) ?
                                     FIELD_EX32(value, CR2, SADD) :
                                     (value >> 1) & 0x7f);
    s->isr |= R_ISR_NACKF_MASK | R_ISR_STOPF_MASK;
}

static uint64_t stm32mp1_i2c_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1I2CState *s = opaque;
    uint64_t value = 0;

    switch (offset) {
    case A_CR1:
        value = s->cr1;
        break;
    case A_CR2:
        value = s->cr2;
        break;
    case A_OAR1:
        value = s->oar[0];
        break;
    case A_OAR2:
        value = s->oar[1];
        break;
    case A_TIMINGR:
        value = s->timingr;
        break;
    case A_TIMEOUTR:
        value = s->timeoutr;
        break;
    case A_ISR:
        value = s->isr;
        break;
    case A_ICR:                 /* write-only */
    case A_PECR:                /* no byte has been transferred */
    case A_RXDR:
        break;
    case A_TXDR:
        value = s->txdr;
        break;
    default:                    /* the identification has no value either */
        stm32mp1_unmodelled_register(s->mmio.addr + offset, false);
    }
    trace_stm32mp1_i2c_read(s->name, offset, value);
    return value;
}

static void stm32mp1_i2c_write(void *opaque, hwaddr offset, uint64_t value,
                               unsigned size)
{
    STM32MP1I2CState *s = opaque;

    trace_stm32mp1_i2c_write(s->name, offset, value);

    switch (offset) {
    case A_CR1:
        s->cr1 = value;
        if (!FIELD_EX32(s->cr1, CR1, PE)) {     /* a software reset */
            s->isr = R_ISR_TXE_MASK;
        }
        break;
    case A_CR2:
        write_cr2(s, value);
        break;
    case A_OAR1:
        s->oar[0] = value;
        break;
    case A_OAR2:
        s->oar[1] = value;
        break;
    case A_TIMINGR:
        s->timingr = value;
        break;
    case A_TIMEOUTR:
        s->timeoutr = value;
        break;
    case A_ISR:
        /* Setting TXE drops a byte that waits to be sent */
        s->isr |= value & R_ISR_TXE_MASK;
        break;
    case A_ICR:
        s->isr &= ~(value & FLAGS);
        break;
    case A_TXDR:
        s->txdr = value & 0xff;
        break;
    case A_PECR:
    case A_RXDR:
    case A_HWCFGR:
    case A_VERR:
    case A_IPIDR:
    case A_SIDR:
        qemu_log_mask(LOG_GUEST_ERROR, "%s: write of offset 0x%03" HWADDR_PRIx
                      ", where nothing is writable\n", s->name, offset);
        break;
    default:
        stm32mp1_unmodelled_register(s->mmio.addr + offset, true);
    }
    update_irq(s);
}

static const MemoryRegionOps stm32mp1_i2c_ops = {
    .read = stm32mp1_i2c_read,
    .write = stm32mp1_i2c_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 4 },
    .impl = { .min_access_size = 4, .max_access_size = 4 },
};

static void stm32mp1_i2c_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1I2CState *s = STM32MP1_I2C(obj);

    s->cr1 = s->cr2 = s->timingr = s->timeoutr = s->txdr = 0;
    s->oar[0] = s->oar[1] = 0;
    s->isr = R_ISR_TXE_MASK;
    update_irq(s);
}

static void stm32mp1_i2c_realize(DeviceState *dev, Error **errp)
{
    STM32MP1I2CState *s = STM32MP1_I2C(dev);
    SysBusDevice *sbd = SYS_BUS_DEVICE(dev);

    s->name = object_get_canonical_path_component(OBJECT(dev));
    memory_region_init_io(&s->mmio, OBJECT(dev), &stm32mp1_i2c_ops, s, s->name,
                          0x400);
    sysbus_init_mmio(sbd, &s->mmio);
    sysbus_init_irq(sbd, &s->event_irq);
    sysbus_init_irq(sbd, &s->error_irq);
}

static const VMStateDescription vmstate_stm32mp1_i2c = {
    .name = TYPE_STM32MP1_I2C,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32(cr1, STM32MP1I2CState),
        VMSTATE_UINT32(cr2, STM32MP1I2CState),
        VMSTATE_UINT32_ARRAY(oar, STM32MP1I2CState, 2),
        VMSTATE_UINT32(timingr, STM32MP1I2CState),
        VMSTATE_UINT32(timeoutr, STM32MP1I2CState),
        VMSTATE_UINT32(isr, STM32MP1I2CState),
        VMSTATE_UINT32(txdr, STM32MP1I2CState),
        VMSTATE_END_OF_LIST()
    },
};

static void stm32mp1_i2c_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = stm32mp1_i2c_realize;
    dc->vmsd = &vmstate_stm32mp1_i2c;
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_i2c_reset_hold;
}

static const TypeInfo stm32mp1_i2c_types[] = {
    {
        .name = TYPE_STM32MP1_I2C,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1I2CState),
        .class_init = stm32mp1_i2c_class_init,
    },
};

DEFINE_TYPES(stm32mp1_i2c_types)
