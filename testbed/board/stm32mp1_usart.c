/*
 * STM32MP1 universal synchronous/asynchronous receiver transmitter (USART)
 *
 * An asynchronous receiver and transmitter of 8-bit characters without a speed:
 * what is transmitted leaves at once, and what is received comes as fast as
 * software takes it, with an idle line after each burst.
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/log.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "hw/qdev-properties-system.h"
#include "hw/registerfields.h"
#include "migration/vmstate.h"
#include "stm32mp1_usart.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

REG32(CR1, 0x00)
    FIELD(CR1, UE, 0, 1)
    FIELD(CR1, RE, 2, 1)
    FIELD(CR1, TE, 3, 1)
    FIELD(CR1, IDLEIE, 4, 1)
    FIELD(CR1, RXNEIE, 5, 1)    /* RXFNEIE with the FIFO on */
    FIELD(CR1, TCIE, 6, 1)
    FIELD(CR1, TXEIE, 7, 1)     /* TXFNFIE with the FIFO on */
    FIELD(CR1, RTOIE, 26, 1)
    FIELD(CR1, FIFOEN, 29, 1)
    FIELD(CR1, TXFEIE, 30, 1)
    FIELD(CR1, RXFFIE, 31, 1)
REG32(CR2, 0x04)
    FIELD(CR2, RTOEN, 23, 1)
REG32(CR3, 0x08)
    FIELD(CR3, TXFTIE, 23, 1)
    FIELD(CR3, RXFTCFG, 25, 3)
    FIELD(CR3, RXFTIE, 28, 1)
REG32(BRR, 0x0c)
REG32(GTPR, 0x10)
REG32(RTOR, 0x14)
REG32(RQR, 0x18)
    FIELD(RQR, RXFRQ, 3, 1)
REG32(ISR, 0x1c)
    FIELD(ISR, IDLE, 4, 1)
    FIELD(ISR, RXNE, 5, 1)
    FIELD(ISR, TC, 6, 1)
    FIELD(ISR, TXE, 7, 1)
    FIELD(ISR, CTS, 10, 1)
    FIELD(ISR, RTOF, 11, 1)
    FIELD(ISR, TEACK, 21, 1)
    FIELD(ISR, REACK, 22, 1)
    FIELD(ISR, TXFE, 23, 1)
    FIELD(ISR, RXFF, 24, 1)
    FIELD(ISR, RXFT, 26, 1)
    FIELD(ISR, TXFT, 27, 1)
REG32(ICR, 0x20)
REG32(RDR, 0x24)
REG32(TDR, 0x28)
REG32(PRESC, 0x2c)
REG32(HWCFGR1, 0x3f0)
REG32(VERR, 0x3f4)

/* What ICR can clear; TC is not remembered: transmission is always complete */
#define FLAGS (R_ISR_IDLE_MASK | R_ISR_RTOF_MASK)

/* Bytes that can be held: the FIFO, or RDR alone */
static unsigned int capacity(STM32MP1USARTState *s)
{
    return FIELD_EX32(s->cr1, CR1, FIFOEN) ? STM32MP1_USART_FIFO : 1;
}

/* Of the receive FIFO: 1/8, 1/4, 1/2, 3/4, 7/8 or all of it */
static unsigned int threshold(STM32MP1USARTState *s)
{
    static const uint8_t eighths[8] = { 1, 2, 4, 6, 7, 8, 8, 8 };

    return STM32MP1_USART_FIFO * eighths[FIELD_EX32(s->cr3, CR3, RXFTCFG)] / 8;
}

static uint32_t get_isr(STM32MP1USARTState *s)
{
    /* The other end is always ready to receive */
    uint32_t isr = s->flags | R_ISR_CTS_MASK | R_ISR_TC_MASK | R_ISR_TXE_MASK;

    isr = FIELD_DP32(isr, ISR, RXNE, s->received > 0);
    isr = FIELD_DP32(isr, ISR, TEACK, FIELD_EX32(s->cr1, CR1, TE));
    isr = FIELD_DP32(isr, ISR, REACK, FIELD_EX32(s->cr1, CR1, RE));
    if (FIELD_EX32(s->cr1, CR1, FIFOEN)) {
        isr |= R_ISR_TXFE_MASK | R_ISR_TXFT_MASK;
        isr = FIELD_DP32(isr, ISR, RXFF, s->received == capacity(s));
        isr = FIELD_DP32(isr, ISR, RXFT, s->received >= threshold(s));
    }
    return isr;
}

static void update_irq(STM32MP1USARTState *s)
{
    static const struct {
        uint32_t flag;
        uint32_t cr1_enable;
        uint32_t cr3_enable;
    } sources[] = {
        { R_ISR_IDLE_MASK, R_CR1_IDLEIE_MASK, 0 },
        { R_ISR_RXNE_MASK, R_CR1_RXNEIE_MASK, 0 },
        { R_ISR_TC_MASK, R_CR1_TCIE_MASK, 0 },
        { R_ISR_TXE_MASK, R_CR1_TXEIE_MASK, 0 },
        { R_ISR_RTOF_MASK, R_CR1_RTOIE_MASK, 0 },
        { R_ISR_TXFE_MASK, R_CR1_TXFEIE_MASK, 0 },
        { R_ISR_RXFF_MASK, R_CR1_RXFFIE_MASK, 0 },
        { R_ISR_RXFT_MASK, 0, R_CR3_RXFTIE_MASK },
        { R_ISR_TXFT_MASK, 0, R_CR3_TXFTIE_MASK },
    };
    uint32_t isr = get_isr(s);
    bool level = false;

    for (unsigned int i = 0; i < ARRAY_SIZE(sources); i++) {
        level |= (isr & sources[i].flag) &&
                 ((s->cr1 & sources[i].cr1_enable) ||
                  (s->cr3 & sources[i].cr3_enable));
    }
    qemu_set_irq(s->irq, level && FIELD_EX32(s->cr1, CR1, UE));
}

static int stm32mp1_usart_can_receive(void *opaque)
{
    STM32MP1USARTState *s = opaque;

    return capacity(s) - MIN(s->received, capacity(s));
}

static void stm32mp1_usart_receive(void *opaque, const uint8_t *buf, int size)
{
    STM32MP1USARTState *s = opaque;

    if (!FIELD_EX32(s->cr1, CR1, UE) || !FIELD_EX32(s->cr1, CR1, RE)) {
        return;                 /* nobody listens */
    }
    memcpy(s->fifo + s->received, buf, size);
    s->received += size;
    s->flags |= R_ISR_IDLE_MASK;
    if (FIELD_EX32(s->cr2, CR2, RTOEN)) {
        s->flags |= R_ISR_RTOF_MASK;
    }
    trace_stm32mp1_usart_receive(s->name, size, s->received);
    update_irq(s);
}

static uint8_t take_byte(STM32MP1USARTState *s)
{
    uint8_t byte = s->fifo[0];

    if (s->received) {
        s->received--;
        memmove(s->fifo, s->fifo + 1, s->received);
        update_irq(s);
        qemu_chr_fe_accept_input(&s->chr);
    }
    return byte;
}

static uint64_t stm32mp1_usart_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1USARTState *s = opaque;
    uint64_t value = 0;

    switch (offset) {
    case A_CR1:
        value = s->cr1;
        break;
    case A_CR2:
        value = s->cr2;
        break;
    case A_CR3:
        value = s->cr3;
        break;
    case A_BRR:
        value = s->brr;
        break;
    case A_GTPR:
        value = s->gtpr;
        break;
    case A_RTOR:
        value = s->rtor;
        break;
    case A_ISR:
        value = get_isr(s);
        break;
    case A_RDR:
        value = take_byte(s);
        break;
    case A_PRESC:
        value = s->presc;
        break;
    case A_RQR:                 /* write-only */
    case A_ICR:
    case A_TDR:
        break;
    case A_HWCFGR1:             /* nothing of what is optional */
        break;
    case A_VERR:
        value = 0x23;           /* 2.3 */
        break;
    default:
        stm32mp1_unmodelled_register(s->mmio.addr + offset, false);
    }
    trace_stm32mp1_usart_read(s->name, offset, value);
    return value;
}

static void stm32mp1_usart_write(void *opaque, hwaddr offset, uint64_t value,
                                 unsigned size)
{
    STM32MP1USARTState *s = opaque;
    uint8_t byte = value;

    trace_stm32mp1_usart_write(s->name, offset, value);

    switch (offset) {
    case A_CR1:
        s->cr1 = value;
        s->received = MIN(s->received, capacity(s));
        qemu_chr_fe_accept_input(&s->chr);
        break;
    case A_CR2:
        s->cr2 = value;
        break;
    case A_CR3:
        s->cr3 = value;
        break;
    case A_BRR:
        s->brr = value;
        break;
    case A_GTPR:
        s->gtpr = value;
        break;
    case A_RTOR:
        s->rtor = value;
        break;
    case A_RQR:
        if (value & R_RQR_RXFRQ_MASK) {
            s->received = 0;
            qemu_chr_fe_accept_input(&s->chr);
        }
        break;
    case A_ICR:
        s->flags &= ~(value & FLAGS);
        break;
    case A_TDR:
        /* Blocks all of QEMU while the other end does not take it */
        qemu_chr_fe_write_all(&s->chr, &byte, 1);
        break;
    case A_PRESC:
        s->presc = value;
        break;
    case A_ISR:
    case A_RDR:
    case A_HWCFGR1:
    case A_VERR:
        qemu_log_mask(LOG_GUEST_ERROR, "%s: write of offset 0x%03" HWADDR_PRIx
                      ", where nothing is writable\n", s->name, offset);
        return;
    default:
        stm32mp1_unmodelled_register(s->mmio.addr + offset, true);
        return;
    }
    update_irq(s);
}

static const MemoryRegionOps stm32mp1_usart_ops = {
    .read = stm32mp1_usart_read,
    .write = stm32mp1_usart_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 4 },
    .impl = { .min_access_size = 4, .max_access_size = 4 },
};

static void stm32mp1_usart_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1USARTState *s = STM32MP1_USART(obj);

    /* The boot loader has used it: the kernel's early console relies on it */
    s->cr1 = R_CR1_UE_MASK | R_CR1_RE_MASK | R_CR1_TE_MASK;
    s->cr2 = 0;
    s->cr3 = 0;
    s->brr = 0;
    s->gtpr = 0;
    s->rtor = 0;
    s->presc = 0;
    s->flags = 0;
    s->received = 0;
    update_irq(s);
}

static void stm32mp1_usart_realize(DeviceState *dev, Error **errp)
{
    STM32MP1USARTState *s = STM32MP1_USART(dev);

    s->name = object_get_canonical_path_component(OBJECT(dev));
    memory_region_init_io(&s->mmio, OBJECT(dev), &stm32mp1_usart_ops, s,
                          s->name, 0x400);
    sysbus_init_mmio(SYS_BUS_DEVICE(dev), &s->mmio);
    sysbus_init_irq(SYS_BUS_DEVICE(dev), &s->irq);
    qemu_chr_fe_set_handlers(&s->chr, stm32mp1_usart_can_receive,
                             stm32mp1_usart_receive, NULL, NULL, s, NULL, true);
}

static int stm32mp1_usart_post_load(void *opaque, int version_id)
{
    STM32MP1USARTState *s = opaque;

    return s->received <= STM32MP1_USART_FIFO ? 0 : -EINVAL;
}

static const VMStateDescription vmstate_stm32mp1_usart = {
    .name = TYPE_STM32MP1_USART,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = stm32mp1_usart_post_load,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32(cr1, STM32MP1USARTState),
        VMSTATE_UINT32(cr2, STM32MP1USARTState),
        VMSTATE_UINT32(cr3, STM32MP1USARTState),
        VMSTATE_UINT32(brr, STM32MP1USARTState),
        VMSTATE_UINT32(gtpr, STM32MP1USARTState),
        VMSTATE_UINT32(rtor, STM32MP1USARTState),
        VMSTATE_UINT32(presc, STM32MP1USARTState),
        VMSTATE_UINT32(flags, STM32MP1USARTState),
        VMSTATE_UINT32(received, STM32MP1USARTState),
        VMSTATE_UINT8_ARRAY(fifo, STM32MP1USARTState, STM32MP1_USART_FIFO),
        VMSTATE_END_OF_LIST()
    },
};

static ConstProperty stm32mp1_usart_properties[] = {
    DEFINE_PROP_CHR("chardev", STM32MP1USARTState, chr),
    PROPERTIES_END
};

static void stm32mp1_usart_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = stm32mp1_usart_realize;
    dc->vmsd = &vmstate_stm32mp1_usart;
    device_class_set_props(dc, stm32mp1_usart_properties);
    set_bit(DEVICE_CATEGORY_INPUT, dc->categories);
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_usart_reset_hold;
}

static const TypeInfo stm32mp1_usart_types[] = {
    {
        .name = TYPE_STM32MP1_USART,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1USARTState),
        .class_init = stm32mp1_usart_class_init,
    },
};

DEFINE_TYPES(stm32mp1_usart_types)
