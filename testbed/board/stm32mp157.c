/*
 * STM32MP157: two Cortex-A7 that run Linux and one Cortex-M4 coprocessor
 *
 * Booted as after the first-stage boot loaders: QEMU takes the part of the
 * secure monitor (PSCI), loads kernel, device tree and initramfs, and the
 * Cortex-M4 is held in reset, unless the boot loader has started it too
 * (-M m4-elf=).
 *
 * Addresses, interrupt numbers and names are those of the reference manual,
 * RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/error-report.h"
#include "qemu/units.h"
#include "qapi/error.h"
#include "qapi/visitor.h"
#include "exec/address-spaces.h"
#include "hw/arm/boot.h"
#include "hw/boards.h"
#include "hw/core/split-irq.h"
#include "hw/cpu/a15mpcore.h"
#include "hw/cpu/cluster.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "hw/qdev-properties-system.h"
#include "compat.h"
#include "stm32mp1_exti.h"
#include "stm32mp1_hsem.h"
#include "stm32mp1_i2c.h"
#include "stm32mp1_ipcc.h"
#include "stm32mp1_mcu.h"
#include "stm32mp1_rcc.h"
#include "stm32mp1_regs.h"
#include "stm32mp1_tamp.h"
#include "stm32mp1_unmodelled.h"
#include "stm32mp1_usart.h"
#include "stm32mp1_wwdg.h"
#include "target/arm/cpu.h"

#define TYPE_STM32MP157_MACHINE MACHINE_TYPE_NAME("stm32mp157")
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP157MachineState, STM32MP157_MACHINE)

enum {
    MCUSRAM_CODE_BASE = 0x10000000,     /* the same memory as MCUSRAM */
    SYSRAM_BASE = 0x2ffc0000,
    MCUSRAM_BASE = 0x30000000,
    RETRAM_BASE = 0x38000000,
    PERIPHERALS_BASE = 0x40000000,
    USART3_BASE = 0x4000f000,
    WWDG1_BASE = 0x4000a000,
    UART4_BASE = 0x40010000,
    HSEM_BASE = 0x4c000000,
    IPCC_BASE = 0x4c001000,
    RCC_BASE = 0x50000000,
    PWR_BASE = 0x50001000,
    GPIOA_BASE = 0x50002000,
    EXTI_BASE = 0x5000d000,
    SYSCFG_BASE = 0x50020000,
    GPIOZ_BASE = 0x54004000,
    ETZPC_BASE = 0x5c007000,
    TAMP_BASE = 0x5c00a000,
};
#define GIC_BASE 0xa0020000u            /* GICD is at + 0x1000, GICC + 0x2000 */
#define DDR_BASE 0xc0000000u

#define MCUSRAM_SIZE (384 * KiB)
#define SYSRAM_SIZE (256 * KiB)
#define RETRAM_SIZE (64 * KiB)
#define PERIPHERALS_SIZE (512 * MiB)
#define DDR_MAX_SIZE (1 * GiB)

/* Shared peripheral interrupts of the GIC; the NVIC uses the same numbers */
enum {
    WWDG1_IRQ = 0,
    USART3_IRQ = 39,
    UART4_IRQ = 52,
    IPCC_RX0_IRQ = 100,
    IPCC_TX0_IRQ = 101,
    IPCC_RX1_IRQ = 103,
    IPCC_TX1_IRQ = 104,
    HSEM_IRQ = 125,
    GIC_SPIS = 224,
};

/* EXTI event of the reset of WWDG1 */
#define EXTI_WWDG1_EVENT 68

/* Where the interrupts of the configurable EXTI events go */
static const struct {
    uint8_t event;
    uint8_t irq;
} exti_irqs[] = {
    { 0, 6 }, { 1, 7 }, { 2, 8 }, { 3, 9 }, { 4, 10 }, { 5, 23 }, { 6, 64 },
    { 7, 65 }, { 8, 66 }, { 9, 67 }, { 10, 40 }, { 11, 42 }, { 12, 76 },
    { 13, 77 }, { 14, 121 }, { 15, 127 }, { 16, 1 }, { 65, 144 },
    { EXTI_WWDG1_EVENT, 143 }, { 73, 129 },
};

#define A7_CPUS 2
#define GPIO_PORTS 11                   /* A to K; Z is apart */

/* UART4 is the console of ST's boards, USART3 on their connectors */
enum { UART4, USART3, USARTS };

static const struct {
    const char *name;
    hwaddr base;
    uint8_t event_irq;
    uint8_t error_irq;
} i2cs[] = {
    { "i2c1", 0x40012000, 31, 32 },
    { "i2c2", 0x40013000, 33, 34 },
    { "i2c3", 0x40014000, 72, 73 },
    { "i2c4", 0x5c002000, 95, 96 },
    { "i2c5", 0x40015000, 107, 108 },
    { "i2c6", 0x5c009000, 135, 136 },
};

struct STM32MP157MachineState {
    MachineState parent_obj;

    struct arm_boot_info boot_info;
    CPUClusterState a7_cluster;
    ARMCPU a7[A7_CPUS];
    A15MPPrivState a7_private;

    MemoryRegion mcusram;
    MemoryRegion mcusram_code;
    MemoryRegion sysram;
    MemoryRegion retram;

    STM32MP1RCCState rcc;
    STM32MP1EXTIState exti;
    STM32MP1IPCCState ipcc;
    STM32MP1WWDGState wwdg1;
    STM32MP1TampState tamp;
    STM32MP1USARTState usart[USARTS];
    SplitIRQ usart_irq[USARTS];
    STM32MP1HSEMState hsem;
    STM32MP1I2CState i2c[ARRAY_SIZE(i2cs)];
    SplitIRQ i2c_irq[ARRAY_SIZE(i2cs)][2];      /* event, error */
    STM32MP1RegsState pwr;
    STM32MP1RegsState syscfg;
    STM32MP1RegsState etzpc;
    STM32MP1RegsState gpio[GPIO_PORTS];
    STM32MP1RegsState gpioz;
    MemoryRegion unmodelled;

    STM32MP1MCUState mcu;
    MemoryRegion mcu_memory;
    MemoryRegion mcu_alias[7];

    char *m4_elf;
    uint32_t m4_rsc_table;
};

/* Realize @child, already a child of the machine, and map its registers */
static void place(void *child, hwaddr base)
{
    sysbus_realize(SYS_BUS_DEVICE(child), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(child), 0, base);
}

static qemu_irq gic_spi(STM32MP157MachineState *s, unsigned int irq)
{
    return qdev_get_gpio_in(DEVICE(&s->a7_private), irq);
}

static qemu_irq mcu_irq(STM32MP157MachineState *s, unsigned int irq)
{
    return qdev_get_gpio_in(DEVICE(&s->mcu), irq);
}

static void init_memory(STM32MP157MachineState *s)
{
    MemoryRegion *sys = get_system_memory();

    memory_region_init_ram(&s->mcusram, NULL, "stm32mp157.mcusram",
                           MCUSRAM_SIZE, &error_fatal);
    memory_region_init_alias(&s->mcusram_code, OBJECT(s), "mcusram-code",
                             &s->mcusram, 0, MCUSRAM_SIZE);
    memory_region_init_ram(&s->sysram, NULL, "stm32mp157.sysram", SYSRAM_SIZE,
                           &error_fatal);
    memory_region_init_ram(&s->retram, NULL, "stm32mp157.retram", RETRAM_SIZE,
                           &error_fatal);

    memory_region_add_subregion(sys, MCUSRAM_CODE_BASE, &s->mcusram_code);
    memory_region_add_subregion(sys, SYSRAM_BASE, &s->sysram);
    memory_region_add_subregion(sys, MCUSRAM_BASE, &s->mcusram);
    memory_region_add_subregion(sys, RETRAM_BASE, &s->retram);
    memory_region_add_subregion(sys, DDR_BASE, MACHINE(s)->ram);
}

static void init_a7(STM32MP157MachineState *s)
{
    DeviceState *gic;
    /* In the order of the interrupt outputs of the GIC */
    static const int input[] = {
        ARM_CPU_IRQ, ARM_CPU_FIQ, ARM_CPU_VIRQ, ARM_CPU_VFIQ,
    };

    object_initialize_child(OBJECT(s), "a7-cluster", &s->a7_cluster,
                            TYPE_CPU_CLUSTER);
    qdev_prop_set_uint32(DEVICE(&s->a7_cluster), "cluster-id", 0);
    for (unsigned int i = 0; i < A7_CPUS; i++) {
        Object *cpu = OBJECT(&s->a7[i]);

        object_initialize_child(OBJECT(&s->a7_cluster), "cpu[*]", &s->a7[i],
                                ARM_CPU_TYPE_NAME("cortex-a7"));
        object_property_set_int(cpu, "reset-cbar", GIC_BASE, &error_abort);
        object_property_set_int(cpu, "cntfrq", 24 * 1000 * 1000, &error_abort);
        qdev_realize(DEVICE(cpu), NULL, &error_fatal);
    }
    qdev_realize(DEVICE(&s->a7_cluster), NULL, &error_fatal);

    object_initialize_child(OBJECT(s), "a7-private", &s->a7_private,
                            TYPE_A15MPCORE_PRIV);
    gic = DEVICE(&s->a7_private);
    qdev_prop_set_uint32(gic, "num-cpu", A7_CPUS);
    qdev_prop_set_uint32(gic, "num-irq", GIC_INTERNAL + GIC_SPIS);
    place(gic, GIC_BASE);
    for (unsigned int i = 0; i < ARRAY_SIZE(input); i++) {
        for (unsigned int cpu = 0; cpu < A7_CPUS; cpu++) {
            sysbus_connect_irq(SYS_BUS_DEVICE(gic), i * A7_CPUS + cpu,
                               qdev_get_gpio_in(DEVICE(&s->a7[cpu]), input[i]));
        }
    }
}

static void load_linux(STM32MP157MachineState *s)
{
    s->boot_info.ram_size = MACHINE(s)->ram_size;
    s->boot_info.loader_start = DDR_BASE;
    s->boot_info.psci_conduit = QEMU_PSCI_CONDUIT_SMC;
    s->boot_info.board_id = -1;         /* there is only the device tree */
    arm_load_kernel(&s->a7[0], MACHINE(s), &s->boot_info);
}

/* Interrupt @n of @child, a device called @name, goes to both processors */
static void split_irq(STM32MP157MachineState *s, const char *name, void *child,
                      unsigned int n, SplitIRQ *split)
{
    g_autofree char *irq = g_strdup_printf("%s-irq[*]", name);

    object_initialize_child(OBJECT(s), irq, split, TYPE_SPLIT_IRQ);
    qdev_prop_set_uint16(DEVICE(split), "num-lines", 2);
    qdev_realize(DEVICE(split), NULL, &error_fatal);
    sysbus_connect_irq(SYS_BUS_DEVICE(child), n,
                       qdev_get_gpio_in(DEVICE(split), 0));
}

static void connect_split(STM32MP157MachineState *s, SplitIRQ *split,
                          unsigned int irq)
{
    qdev_connect_gpio_out(DEVICE(split), 0, gic_spi(s, irq));
    qdev_connect_gpio_out(DEVICE(split), 1, mcu_irq(s, irq));
}

static void init_peripherals(STM32MP157MachineState *s)
{
    static const struct {
        const char *name;
        hwaddr base;
    } usarts[USARTS] = {
        [UART4] = { "uart4", UART4_BASE },
        [USART3] = { "usart3", USART3_BASE },
    };
    bool started = s->m4_elf;

    object_initialize_child(OBJECT(s), "rcc", &s->rcc, TYPE_STM32MP1_RCC);
    qdev_prop_set_bit(DEVICE(&s->rcc), "mcu-started", started);
    place(&s->rcc, RCC_BASE);

    object_initialize_child(OBJECT(s), "exti", &s->exti, TYPE_STM32MP1_EXTI);
    place(&s->exti, EXTI_BASE);

    object_initialize_child(OBJECT(s), "ipcc", &s->ipcc, TYPE_STM32MP1_IPCC);
    place(&s->ipcc, IPCC_BASE);

    object_initialize_child(OBJECT(s), "hsem", &s->hsem, TYPE_STM32MP1_HSEM);
    place(&s->hsem, HSEM_BASE);

    object_initialize_child(OBJECT(s), "wwdg1", &s->wwdg1, TYPE_STM32MP1_WWDG);
    qdev_connect_clock_in(DEVICE(&s->wwdg1), "pclk", s->rcc.pclk1);
    place(&s->wwdg1, WWDG1_BASE);

    object_initialize_child(OBJECT(s), "tamp", &s->tamp, TYPE_STM32MP1_TAMP);
    qdev_prop_set_uint32(DEVICE(&s->tamp), "mcu-rsc-table", s->m4_rsc_table);
    qdev_prop_set_uint32(DEVICE(&s->tamp), "mcu-state",
                         started ? STM32MP1_TAMP_MCU_CRUN
                                 : STM32MP1_TAMP_MCU_OFF);
    place(&s->tamp, TAMP_BASE);

    for (unsigned int i = 0; i < USARTS; i++) {
        object_initialize_child(OBJECT(s), usarts[i].name, &s->usart[i],
                                TYPE_STM32MP1_USART);
        qdev_prop_set_chr(DEVICE(&s->usart[i]), "chardev", serial_hd(i));
        place(&s->usart[i], usarts[i].base);

        split_irq(s, usarts[i].name, &s->usart[i], 0, &s->usart_irq[i]);
    }

    for (unsigned int i = 0; i < ARRAY_SIZE(i2cs); i++) {
        object_initialize_child(OBJECT(s), i2cs[i].name, &s->i2c[i],
                                TYPE_STM32MP1_I2C);
        place(&s->i2c[i], i2cs[i].base);
        for (unsigned int n = 0; n < 2; n++) {
            split_irq(s, i2cs[i].name, &s->i2c[i], n, &s->i2c_irq[i][n]);
        }
    }

    object_initialize_child(OBJECT(s), "pwr", &s->pwr, TYPE_STM32MP1_PWR);
    place(&s->pwr, PWR_BASE);
    object_initialize_child(OBJECT(s), "syscfg", &s->syscfg,
                            TYPE_STM32MP1_SYSCFG);
    place(&s->syscfg, SYSCFG_BASE);
    object_initialize_child(OBJECT(s), "etzpc", &s->etzpc, TYPE_STM32MP1_ETZPC);
    place(&s->etzpc, ETZPC_BASE);
    for (unsigned int i = 0; i < GPIO_PORTS; i++) {
        g_autofree char *name = g_strdup_printf("gpio%c", 'a' + i);

        object_initialize_child(OBJECT(s), name, &s->gpio[i],
                                TYPE_STM32MP1_GPIO);
        place(&s->gpio[i], GPIOA_BASE + 0x1000 * i);
    }
    object_initialize_child(OBJECT(s), "gpioz", &s->gpioz, TYPE_STM32MP1_GPIO);
    place(&s->gpioz, GPIOZ_BASE);

    stm32mp1_unmodelled_init(&s->unmodelled, OBJECT(s), PERIPHERALS_SIZE);
    memory_region_add_subregion_overlap(get_system_memory(), PERIPHERALS_BASE,
                                        &s->unmodelled, -1000);
}

/* The Cortex-M4's view of the buses */
static void init_mcu_memory(STM32MP157MachineState *s)
{
    MemoryRegion *ddr = MACHINE(s)->ram;
    const struct {
        const char *name;
        MemoryRegion *target;
        hwaddr offset;
        hwaddr base;
        uint64_t size;
    } view[] = {
        { "mcu-vectors", &s->retram, 0, 0, RETRAM_SIZE },
        { "mcu-mcusram-code", &s->mcusram, 0, MCUSRAM_CODE_BASE, MCUSRAM_SIZE },
        { "mcu-sysram", &s->sysram, 0, SYSRAM_BASE, SYSRAM_SIZE },
        { "mcu-mcusram", &s->mcusram, 0, MCUSRAM_BASE, MCUSRAM_SIZE },
        { "mcu-retram", &s->retram, 0, RETRAM_BASE, RETRAM_SIZE },
        { "mcu-peripherals", get_system_memory(), PERIPHERALS_BASE,
          PERIPHERALS_BASE, PERIPHERALS_SIZE },
        /* Above it are the core's own peripherals */
        { "mcu-ddr", ddr, 0, DDR_BASE,
          MIN(memory_region_size(ddr), 512 * MiB) },
    };

    QEMU_BUILD_BUG_ON(ARRAY_SIZE(view) != ARRAY_SIZE(s->mcu_alias));

    memory_region_init(&s->mcu_memory, OBJECT(s), "mcu-memory", 4 * GiB);
    for (unsigned int i = 0; i < ARRAY_SIZE(view); i++) {
        memory_region_init_alias(&s->mcu_alias[i], OBJECT(s), view[i].name,
                                 view[i].target, view[i].offset, view[i].size);
        memory_region_add_subregion(&s->mcu_memory, view[i].base,
                                    &s->mcu_alias[i]);
    }
    /* A semaphore's register depends on the processor that reads it */
    memory_region_add_subregion_overlap(&s->mcu_memory, HSEM_BASE,
        sysbus_mmio_get_region(SYS_BUS_DEVICE(&s->hsem), 1), 1);
}

static void init_mcu(STM32MP157MachineState *s)
{
    DeviceState *mcu;

    init_mcu_memory(s);
    object_initialize_child(OBJECT(s), "mcu", &s->mcu, TYPE_STM32MP1_MCU);
    mcu = DEVICE(&s->mcu);
    object_property_set_link(OBJECT(mcu), "memory", OBJECT(&s->mcu_memory),
                             &error_abort);
    if (s->m4_elf) {
        qdev_prop_set_string(mcu, "elf", s->m4_elf);
    }
    qdev_connect_clock_in(mcu, "clk", s->rcc.mcu_ck);
    sysbus_realize(SYS_BUS_DEVICE(mcu), &error_fatal);
}

static void connect_lines(STM32MP157MachineState *s)
{
    DeviceState *rcc = DEVICE(&s->rcc);
    DeviceState *exti = DEVICE(&s->exti);
    DeviceState *wwdg1 = DEVICE(&s->wwdg1);
    DeviceState *mcu = DEVICE(&s->mcu);
    SysBusDevice *ipcc = SYS_BUS_DEVICE(&s->ipcc);
    static const int usart_irqs[USARTS] = {
        [UART4] = UART4_IRQ, [USART3] = USART3_IRQ,
    };

    /* The reset of the Cortex-M4 and of its watchdog */
    qdev_connect_gpio_out_named(rcc, "mcu-run", 0,
                                qdev_get_gpio_in_named(mcu, "run", 0));
    qdev_connect_gpio_out_named(rcc, "mcu-run", 1,
                                qdev_get_gpio_in_named(wwdg1, "run", 0));
    qdev_connect_gpio_out_named(mcu, "SYSRESETREQ", 0,
                                qdev_get_gpio_in_named(rcc, "mcu-sysresetreq",
                                                       0));
    qdev_connect_gpio_out_named(wwdg1, "reset", 0,
                                qdev_get_gpio_in(exti, EXTI_WWDG1_EVENT));
    qdev_connect_gpio_out_named(wwdg1, "reset", 1,
                                qdev_get_gpio_in_named(rcc, "wwdg1-reset", 0));
    sysbus_connect_irq(SYS_BUS_DEVICE(wwdg1), 0, mcu_irq(s, WWDG1_IRQ));

    /* EXTI passes on only the configurable events, see there */
    for (unsigned int i = 0; i < ARRAY_SIZE(exti_irqs); i++) {
        qdev_connect_gpio_out_named(exti, "cpu1", exti_irqs[i].event,
                                    gic_spi(s, exti_irqs[i].irq));
        qdev_connect_gpio_out_named(exti, "cpu2", exti_irqs[i].event,
                                    mcu_irq(s, exti_irqs[i].irq));
    }

    sysbus_connect_irq(ipcc, 0, gic_spi(s, IPCC_RX0_IRQ));
    sysbus_connect_irq(ipcc, 1, gic_spi(s, IPCC_TX0_IRQ));
    sysbus_connect_irq(ipcc, 2, mcu_irq(s, IPCC_RX1_IRQ));
    sysbus_connect_irq(ipcc, 3, mcu_irq(s, IPCC_TX1_IRQ));

    sysbus_connect_irq(SYS_BUS_DEVICE(&s->hsem), 0, gic_spi(s, HSEM_IRQ));
    sysbus_connect_irq(SYS_BUS_DEVICE(&s->hsem), 1, mcu_irq(s, HSEM_IRQ));

    for (unsigned int i = 0; i < USARTS; i++) {
        connect_split(s, &s->usart_irq[i], usart_irqs[i]);
    }
    for (unsigned int i = 0; i < ARRAY_SIZE(i2cs); i++) {
        connect_split(s, &s->i2c_irq[i][0], i2cs[i].event_irq);
        connect_split(s, &s->i2c_irq[i][1], i2cs[i].error_irq);
    }
}

static void stm32mp157_init(MachineState *machine)
{
    STM32MP157MachineState *s = STM32MP157_MACHINE(machine);

    if (machine->ram_size > DDR_MAX_SIZE) {
        error_report("stm32mp157: at most 1 GiB of memory, found %" PRIu64
                     " MiB", (uint64_t)machine->ram_size / MiB);
        exit(1);
    }
    if (s->m4_rsc_table && !s->m4_elf) {
        error_report("stm32mp157: m4-rsc-table is of no use without m4-elf");
        exit(1);
    }

    init_memory(s);
    init_a7(s);
    /* Before there is a Cortex-M4: it would get the kernel, like all cores */
    load_linux(s);
    init_peripherals(s);
    init_mcu(s);
    connect_lines(s);
}

static char *stm32mp157_get_m4_elf(Object *obj, Error **errp)
{
    return g_strdup(STM32MP157_MACHINE(obj)->m4_elf);
}

static void stm32mp157_set_m4_elf(Object *obj, const char *value, Error **errp)
{
    STM32MP157MachineState *s = STM32MP157_MACHINE(obj);

    g_free(s->m4_elf);
    s->m4_elf = g_strdup(value);
}

static void stm32mp157_get_m4_rsc_table(Object *obj, Visitor *v,
                                        const char *name, void *opaque,
                                        Error **errp)
{
    visit_type_uint32(v, name, &STM32MP157_MACHINE(obj)->m4_rsc_table, errp);
}

static void stm32mp157_set_m4_rsc_table(Object *obj, Visitor *v,
                                        const char *name, void *opaque,
                                        Error **errp)
{
    visit_type_uint32(v, name, &STM32MP157_MACHINE(obj)->m4_rsc_table, errp);
}

static void stm32mp157_instance_finalize(Object *obj)
{
    g_free(STM32MP157_MACHINE(obj)->m4_elf);
}

static void stm32mp157_class_init(ObjectClass *oc, void *data)
{
    MachineClass *mc = MACHINE_CLASS(oc);

    mc->desc = "ST STM32MP157 (2x Cortex-A7, Cortex-M4)";
    mc->init = stm32mp157_init;
    mc->min_cpus = A7_CPUS + 1;
    mc->max_cpus = A7_CPUS + 1;
    mc->default_cpus = A7_CPUS + 1;
    mc->default_ram_size = 512 * MiB;
    mc->default_ram_id = "stm32mp157.ddr";
    mc->no_floppy = true;
    mc->no_cdrom = true;
    mc->no_parallel = true;

    object_class_property_add_str(oc, "m4-elf", stm32mp157_get_m4_elf,
                                  stm32mp157_set_m4_elf);
    object_class_property_set_description(oc, "m4-elf",
        "ELF file of the firmware that the boot loader starts on the Cortex-M4");
    object_class_property_add(oc, "m4-rsc-table", "uint32",
                              stm32mp157_get_m4_rsc_table,
                              stm32mp157_set_m4_rsc_table, NULL, NULL);
    object_class_property_set_description(oc, "m4-rsc-table",
        "Address of the resource table of m4-elf, passed on in TAMP_BKP17R");
}

static const TypeInfo stm32mp157_types[] = {
    {
        .name = TYPE_STM32MP157_MACHINE,
        .parent = TYPE_MACHINE,
        .instance_size = sizeof(STM32MP157MachineState),
        .instance_finalize = stm32mp157_instance_finalize,
        .class_init = stm32mp157_class_init,
    },
};

DEFINE_TYPES(stm32mp157_types)
