/*
 * STM32MP1 hardware semaphores (HSEM)
 *
 * 32 semaphores between processor 1 (the Cortex-A7s) and processor 2 (the
 * Cortex-M4). A semaphore holds the core ID of the processor that has taken it,
 * and a process ID of that processor's choice. It is taken in one step, by a
 * read of HSEM_RLRx, or in two, by a write of HSEM_Rx that is read back. Only
 * the processor and the process that took it can free it, which is an event
 * for both processors.
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
#include "stm32mp1_hsem.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

REG32(R0, 0x000)
    FIELD(R0, PROCID, 0, 8)
    FIELD(R0, COREID, 8, 4)
    FIELD(R0, LOCK, 31, 1)
REG32(RLR0, 0x080)
/* The interrupt registers of processor n begin at 0x100 + 0x10 * (n - 1) */
REG32(C1IER, 0x100)
REG32(C2MISR, 0x11c)
REG32(CR, 0x140)
    FIELD(CR, COREID, 8, 4)
    FIELD(CR, KEY, 16, 16)
REG32(KEYR, 0x144)
    FIELD(KEYR, KEY, 16, 16)
REG32(HWCFGR2, 0x3ec)
REG32(HWCFGR1, 0x3f0)
REG32(VERR, 0x3f4)
REG32(IPIDR, 0x3f8)
REG32(SIDR, 0x3fc)

enum { CNIER = 0x0, CNICR = 0x4, CNISR = 0x8, CNMISR = 0xc };

#define R_SIZE 0x080
#define R_MASK (R_R0_LOCK_MASK | R_R0_COREID_MASK | R_R0_PROCID_MASK)

/* A semaphore that @core has taken for process @procid */
static uint32_t taken_by(unsigned int core, uint32_t procid)
{
    return R_R0_LOCK_MASK | core << R_R0_COREID_SHIFT | procid;
}

static void update_irq(STM32MP1HSEMState *s)
{
    for (unsigned int i = 0; i < STM32MP1_HSEM_CPUS; i++) {
        qemu_set_irq(s->view[i].irq, s->isr[i] & s->ier[i]);
    }
}

static void take(STM32MP1HSEMState *s, unsigned int n, uint32_t value)
{
    s->r[n] = value;
    trace_stm32mp1_hsem_take(n, FIELD_EX32(value, R0, COREID),
                             FIELD_EX32(value, R0, PROCID));
}

static void release(STM32MP1HSEMState *s, unsigned int n)
{
    trace_stm32mp1_hsem_release(n, FIELD_EX32(s->r[n], R0, COREID),
                                FIELD_EX32(s->r[n], R0, PROCID));
    s->r[n] = 0;
    for (unsigned int i = 0; i < STM32MP1_HSEM_CPUS; i++) {
        s->isr[i] |= 1u << n;
    }
}

/* The one-step lock: the process is 0 */
static uint32_t read_rlr(STM32MP1HSEMView *view, unsigned int n)
{
    STM32MP1HSEMState *s = view->hsem;

    if (!s->r[n]) {
        take(s, n, taken_by(view->core, 0));
    }
    return s->r[n];
}

static void write_r(STM32MP1HSEMView *view, unsigned int n, uint32_t value)
{
    STM32MP1HSEMState *s = view->hsem;

    /* A core can take and free in its own name only */
    if (FIELD_EX32(value, R0, COREID) != view->core) {
        qemu_log_mask(LOG_GUEST_ERROR, "HSEM: core %u writes 0x%08" PRIx32
                      " to semaphore %u, expected its own core ID\n",
                      view->core, value, n);
        return;
    }
    if (FIELD_EX32(value, R0, LOCK)) {
        if (!s->r[n]) {
            take(s, n, value & R_MASK);
        }
    } else if (s->r[n] == taken_by(view->core,
                                   FIELD_EX32(value, R0, PROCID))) {
        release(s, n);
    }
}

/* Frees all semaphores of a core */
static void write_cr(STM32MP1HSEMState *s, uint32_t value)
{
    if (FIELD_EX32(value, CR, KEY) != FIELD_EX32(s->keyr, KEYR, KEY)) {
        qemu_log_mask(LOG_GUEST_ERROR, "HSEM: wrong key 0x%04" PRIx32 "\n",
                      FIELD_EX32(value, CR, KEY));
        return;
    }
    for (unsigned int i = 0; i < STM32MP1_HSEM_SEMAPHORES; i++) {
        if (s->r[i] && FIELD_EX32(s->r[i], R0, COREID) ==
                       FIELD_EX32(value, CR, COREID)) {
            release(s, i);
        }
    }
}

static uint64_t stm32mp1_hsem_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1HSEMView *view = opaque;
    STM32MP1HSEMState *s = view->hsem;
    unsigned int cpu = (offset - A_C1IER) / 0x10;
    uint64_t value = 0;

    switch (offset) {
    case A_R0 ... A_R0 + R_SIZE - 1:
        value = s->r[(offset - A_R0) / 4];
        break;
    case A_RLR0 ... A_RLR0 + R_SIZE - 1:
        value = read_rlr(view, (offset - A_RLR0) / 4);
        break;
    case A_C1IER ... A_C2MISR:
        switch (offset % 0x10) {
        case CNIER:
            value = s->ier[cpu];
            break;
        case CNICR:             /* write-only */
            break;
        case CNISR:
            value = s->isr[cpu];
            break;
        case CNMISR:
            value = s->isr[cpu] & s->ier[cpu];
            break;
        }
        break;
    case A_CR:                  /* write-only */
        break;
    case A_KEYR:
        value = s->keyr;
        break;
    case A_HWCFGR2:
        value = 0x00000021;     /* core IDs 1 and 2 */
        break;
    case A_HWCFGR1:
        value = STM32MP1_HSEM_CPUS << 8 | STM32MP1_HSEM_SEMAPHORES;
        break;
    case A_VERR:
        value = 0x20;           /* 2.0 */
        break;
    case A_IPIDR:
        value = 0x00100072;
        break;
    case A_SIDR:
        value = 0xa3c5dd01;
        break;
    default:
        stm32mp1_unmodelled_register(view->mmio.addr + offset, false);
    }
    trace_stm32mp1_hsem_read(view->core, offset, value);
    return value;
}

static void stm32mp1_hsem_write(void *opaque, hwaddr offset, uint64_t value,
                                unsigned size)
{
    STM32MP1HSEMView *view = opaque;
    STM32MP1HSEMState *s = view->hsem;
    unsigned int cpu = (offset - A_C1IER) / 0x10;

    trace_stm32mp1_hsem_write(view->core, offset, value);

    switch (offset) {
    case A_R0 ... A_R0 + R_SIZE - 1:
        write_r(view, (offset - A_R0) / 4, value);
        break;
    case A_C1IER ... A_C2MISR:
        switch (offset % 0x10) {
        case CNIER:
            s->ier[cpu] = value;
            break;
        case CNICR:
            s->isr[cpu] &= ~value;
            break;
        default:                /* read-only */
            break;
        }
        break;
    case A_CR:
        write_cr(s, value);
        break;
    case A_KEYR:
        s->keyr = value & R_KEYR_KEY_MASK;
        break;
    case A_RLR0 ... A_RLR0 + R_SIZE - 1:
    case A_HWCFGR2:
    case A_HWCFGR1:
    case A_VERR:
    case A_IPIDR:
    case A_SIDR:
        qemu_log_mask(LOG_GUEST_ERROR, "HSEM: write of offset 0x%03"
                      HWADDR_PRIx ", where nothing is writable\n", offset);
        break;
    default:
        stm32mp1_unmodelled_register(view->mmio.addr + offset, true);
    }
    update_irq(s);
}

static const MemoryRegionOps stm32mp1_hsem_ops = {
    .read = stm32mp1_hsem_read,
    .write = stm32mp1_hsem_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 4, .max_access_size = 4 },
};

/* A reset of the Cortex-M4 alone frees nothing */
static void stm32mp1_hsem_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1HSEMState *s = STM32MP1_HSEM(obj);

    memset(s->r, 0, sizeof(s->r));
    memset(s->ier, 0, sizeof(s->ier));
    memset(s->isr, 0, sizeof(s->isr));
    s->keyr = 0;
    update_irq(s);
}

static void stm32mp1_hsem_init(Object *obj)
{
    STM32MP1HSEMState *s = STM32MP1_HSEM(obj);

    for (unsigned int i = 0; i < STM32MP1_HSEM_CPUS; i++) {
        STM32MP1HSEMView *view = &s->view[i];
        g_autofree char *name = g_strdup_printf(TYPE_STM32MP1_HSEM "-c%u",
                                                i + 1);

        view->hsem = s;
        view->core = i + 1;
        memory_region_init_io(&view->mmio, obj, &stm32mp1_hsem_ops, view, name,
                              0x400);
        sysbus_init_mmio(SYS_BUS_DEVICE(obj), &view->mmio);
        sysbus_init_irq(SYS_BUS_DEVICE(obj), &view->irq);
    }
}

static const VMStateDescription vmstate_stm32mp1_hsem = {
    .name = TYPE_STM32MP1_HSEM,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32_ARRAY(r, STM32MP1HSEMState, STM32MP1_HSEM_SEMAPHORES),
        VMSTATE_UINT32_ARRAY(ier, STM32MP1HSEMState, STM32MP1_HSEM_CPUS),
        VMSTATE_UINT32_ARRAY(isr, STM32MP1HSEMState, STM32MP1_HSEM_CPUS),
        VMSTATE_UINT32(keyr, STM32MP1HSEMState),
        VMSTATE_END_OF_LIST()
    },
};

static void stm32mp1_hsem_class_init(ObjectClass *oc, void *data)
{
    DEVICE_CLASS(oc)->vmsd = &vmstate_stm32mp1_hsem;
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_hsem_reset_hold;
}

static const TypeInfo stm32mp1_hsem_types[] = {
    {
        .name = TYPE_STM32MP1_HSEM,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1HSEMState),
        .instance_init = stm32mp1_hsem_init,
        .class_init = stm32mp1_hsem_class_init,
    },
};

DEFINE_TYPES(stm32mp1_hsem_types)
