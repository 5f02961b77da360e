/*
 * STM32MP1 inter-processor communication controller (IPCC)
 *
 * Six channels each way between processor 1 (the Cortex-A7s) and processor 2
 * (the Cortex-M4). A channel is one bit, set by its sender and cleared by its
 * receiver; each of the two changes can interrupt the other side.
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "hw/irq.h"
#include "migration/vmstate.h"
#include "compat.h"
#include "stm32mp1_ipcc.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

/* The registers of processor x begin at 0x10 * (x - 1) */
enum {
    CXCR = 0x00,
    CXMR = 0x04,
    CXSCR = 0x08,
    CXTOCYSR = 0x0c,
    HWCFGR = 0x3f0,
    VER = 0x3f4,
    ID = 0x3f8,
    SID = 0x3fc,
};

#define CXCR_RXOIE BIT(0)
#define CXCR_TXFIE BIT(16)

#define CHANNELS MAKE_64BIT_MASK(0, STM32MP1_IPCC_CHANNELS)
/* CxMR and CxSCR: receive channels in the low half, transmit in the high one */
#define RECEIVE(value) ((value) & CHANNELS)
#define TRANSMIT(value) (((value) >> 16) & CHANNELS)

static void stm32mp1_ipcc_update(STM32MP1IPCCState *s)
{
    for (unsigned int me = 0; me < STM32MP1_IPCC_CPUS; me++) {
        uint32_t occupied = s->sr[!me] & ~RECEIVE(s->mr[me]);
        uint32_t free = CHANNELS & ~s->sr[me] & ~TRANSMIT(s->mr[me]);

        qemu_set_irq(s->rx_occupied[me], (s->cr[me] & CXCR_RXOIE) && occupied);
        qemu_set_irq(s->tx_free[me], (s->cr[me] & CXCR_TXFIE) && free);
    }
}

static uint64_t stm32mp1_ipcc_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1IPCCState *s = opaque;
    unsigned int me = offset / 0x10;
    uint64_t value = 0;

    switch (offset) {
    case HWCFGR:
        value = STM32MP1_IPCC_CHANNELS;
        break;
    case VER:
        value = 0x10;           /* 1.0 */
        break;
    case ID:
        value = 0x00100071;
        break;
    case SID:
        value = 0xa3c5dd01;
        break;
    default:
        if (me >= STM32MP1_IPCC_CPUS) {
            stm32mp1_unmodelled_register(s->mmio.addr + offset, false);
            break;
        }
        switch (offset % 0x10) {
        case CXCR:
            value = s->cr[me];
            break;
        case CXMR:
            value = s->mr[me];
            break;
        case CXSCR:             /* write-only */
            break;
        case CXTOCYSR:
            value = s->sr[me];
            break;
        }
    }
    trace_stm32mp1_ipcc_read(offset, value);
    return value;
}

static void stm32mp1_ipcc_write(void *opaque, hwaddr offset, uint64_t value,
                                unsigned size)
{
    STM32MP1IPCCState *s = opaque;
    unsigned int me = offset / 0x10;

    trace_stm32mp1_ipcc_write(offset, value);

    if (me >= STM32MP1_IPCC_CPUS && offset < HWCFGR) {
        stm32mp1_unmodelled_register(s->mmio.addr + offset, true);
        return;
    }
    if (me >= STM32MP1_IPCC_CPUS || offset % 0x10 == CXTOCYSR) {
        qemu_log_mask(LOG_GUEST_ERROR, "IPCC: write of offset 0x%03"
                      HWADDR_PRIx ", where nothing is writable\n", offset);
        return;
    }
    switch (offset % 0x10) {
    case CXCR:
        s->cr[me] = value & (CXCR_RXOIE | CXCR_TXFIE);
        break;
    case CXMR:
        s->mr[me] = value & (CHANNELS | CHANNELS << 16);
        break;
    case CXSCR:
        if (RECEIVE(value)) {
            trace_stm32mp1_ipcc_receive(me + 1, RECEIVE(value));
            s->sr[!me] &= ~RECEIVE(value);
        }
        if (TRANSMIT(value)) {
            trace_stm32mp1_ipcc_send(me + 1, TRANSMIT(value));
            s->sr[me] |= TRANSMIT(value);
        }
        break;
    }
    stm32mp1_ipcc_update(s);
}

static const MemoryRegionOps stm32mp1_ipcc_ops = {
    .read = stm32mp1_ipcc_read,
    .write = stm32mp1_ipcc_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 4, .max_access_size = 4 },
};

static void stm32mp1_ipcc_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1IPCCState *s = STM32MP1_IPCC(obj);

    for (unsigned int i = 0; i < STM32MP1_IPCC_CPUS; i++) {
        s->cr[i] = 0;
        s->mr[i] = CHANNELS | CHANNELS << 16;
        s->sr[i] = 0;
    }
    stm32mp1_ipcc_update(s);
}

static void stm32mp1_ipcc_init(Object *obj)
{
    STM32MP1IPCCState *s = STM32MP1_IPCC(obj);
    SysBusDevice *sbd = SYS_BUS_DEVICE(obj);

    memory_region_init_io(&s->mmio, obj, &stm32mp1_ipcc_ops, s,
                          TYPE_STM32MP1_IPCC, 0x400);
    sysbus_init_mmio(sbd, &s->mmio);
    for (unsigned int i = 0; i < STM32MP1_IPCC_CPUS; i++) {
        sysbus_init_irq(sbd, &s->rx_occupied[i]);
        sysbus_init_irq(sbd, &s->tx_free[i]);
    }
}

static const VMStateDescription vmstate_stm32mp1_ipcc = {
    .name = TYPE_STM32MP1_IPCC,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32_ARRAY(cr, STM32MP1IPCCState, STM32MP1_IPCC_CPUS),
        VMSTATE_UINT32_ARRAY(mr, STM32MP1IPCCState, STM32MP1_IPCC_CPUS),
        VMSTATE_UINT32_ARRAY(sr, STM32MP1IPCCState, STM32MP1_IPCC_CPUS),
        VMSTATE_END_OF_LIST()
    },
};

static void stm32mp1_ipcc_class_init(ObjectClass *oc, void *data)
{
    DEVICE_CLASS(oc)->vmsd = &vmstate_stm32mp1_ipcc;
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_ipcc_reset_hold;
}

static const TypeInfo stm32mp1_ipcc_types[] = {
    {
        .name = TYPE_STM32MP1_IPCC,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1IPCCState),
        .instance_init = stm32mp1_ipcc_init,
        .class_init = stm32mp1_ipcc_class_init,
    },
};

DEFINE_TYPES(stm32mp1_ipcc_types)
