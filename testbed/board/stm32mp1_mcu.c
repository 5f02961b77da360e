/*
 * STM32MP1 MCU subsystem: the Cortex-M4, held in reset or running as its run
 * line says
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/error-report.h"
#include "qapi/error.h"
#include "elf.h"
#include "hw/irq.h"
#include "hw/loader.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "compat.h"
#include "stm32mp1_mcu.h"
#include "stm32mp1_unmodelled.h"
#include "target/arm/cpu.h"
#include "trace.h"

/* SysTick's other clock is HCLK / 8 */
#define REFCLK_DIVIDER 8

/* Indexes into the vector table, which is at address 0 */
enum { VECTOR_SP, VECTOR_RESET, VECTOR_NMI, VECTOR_HARDFAULT, VECTORS };

/* From here on the Armv7-M architecture lets no core execute (XN) */
#define EXTERNAL_DEVICE_BASE 0xa0000000

static CPUState *core(STM32MP1MCUState *s)
{
    return CPU(s->armv7m.cpu);
}

/* Can the core begin an exception or a reset at @vector? */
static bool is_code(STM32MP1MCUState *s, uint32_t vector)
{
    MemoryRegionSection section;
    bool ram;

    if (!(vector & 1) || vector >= EXTERNAL_DEVICE_BASE) {  /* not Thumb, XN */
        return false;
    }
    section = memory_region_find(s->memory, vector & ~1, 2);
    ram = section.mr && memory_region_is_ram(section.mr);
    if (section.mr) {
        memory_region_unref(section.mr);
    }
    return ram;
}

/*
 * A core whose reset vector leads nowhere takes a HardFault, and locks up when
 * that vector leads nowhere either. It then does nothing until the next reset.
 * QEMU has no such state: it aborts. So such a core is not let go at all.
 */
static bool would_lock_up(STM32MP1MCUState *s)
{
    uint32_t vector[VECTORS];

    address_space_read(&s->loader_as, 0, MEMTXATTRS_UNSPECIFIED, vector,
                       sizeof(vector));
    for (unsigned int i = 0; i < VECTORS; i++) {
        vector[i] = le32_to_cpu(vector[i]);
    }
    if (is_code(s, vector[VECTOR_RESET]) ||
        is_code(s, vector[VECTOR_HARDFAULT])) {
        trace_stm32mp1_mcu_release(vector[VECTOR_SP], vector[VECTOR_RESET]);
        return false;
    }
    trace_stm32mp1_mcu_lockup(vector[VECTOR_RESET], vector[VECTOR_HARDFAULT]);
    warn_report("the M4 is locked up: its reset vector 0x%08" PRIx32 " and its "
                "HardFault vector 0x%08" PRIx32 " are not the address of code",
                vector[VECTOR_RESET], vector[VECTOR_HARDFAULT]);
    return true;
}

/*
 * Like U-Boot: a resource table goes to the virtual address of its section too,
 * which an image that is linked for a boot from flash has elsewhere than its
 * physical one. Returns the table if there is something to do.
 */
static uint8_t *find_table(const uint8_t *elf, size_t size, uint32_t *da,
                           uint32_t *length)
{
    const Elf32_Ehdr *ehdr = (const void *)elf;
    const Elf32_Shdr *shdr, *names;
    const Elf32_Phdr *phdr;

    if (size < sizeof(*ehdr) || ehdr->e_ident[EI_CLASS] != ELFCLASS32 ||
        ehdr->e_shstrndx >= ehdr->e_shnum || ehdr->e_shoff > size ||
        ehdr->e_shnum > (size - ehdr->e_shoff) / sizeof(*shdr) ||
        ehdr->e_phoff > size ||
        ehdr->e_phnum > (size - ehdr->e_phoff) / sizeof(*phdr)) {
        return NULL;
    }
    shdr = (const void *)(elf + ehdr->e_shoff);
    phdr = (const void *)(elf + ehdr->e_phoff);
    names = &shdr[ehdr->e_shstrndx];
    for (unsigned int i = 0; i < ehdr->e_shnum; i++, shdr++) {
        static const char wanted[] = ".resource_table";
        uint64_t name = (uint64_t)names->sh_offset + shdr->sh_name;

        if (name > size || size - name < sizeof(wanted) ||
            memcmp(elf + name, wanted, sizeof(wanted))) {
            continue;
        }
        if (shdr->sh_type != SHT_PROGBITS || !(shdr->sh_flags & SHF_ALLOC) ||
            !shdr->sh_size || shdr->sh_offset > size ||
            shdr->sh_size > size - shdr->sh_offset) {
            return NULL;
        }
        for (unsigned int j = 0; j < ehdr->e_phnum; j++) {
            if (phdr[j].p_type == PT_LOAD &&
                shdr->sh_offset - phdr[j].p_offset < phdr[j].p_filesz &&
                phdr[j].p_paddr + shdr->sh_offset - phdr[j].p_offset ==
                shdr->sh_addr) {
                return NULL;    /* it is there already */
            }
        }
        *da = shdr->sh_addr;
        *length = shdr->sh_size;
        return g_memdup2(elf + shdr->sh_offset, shdr->sh_size);
    }
    return NULL;
}

static bool load_firmware(STM32MP1MCUState *s, Error **errp)
{
    g_autofree char *elf = NULL;
    size_t length;
    ssize_t size = load_elf_as(s->elf, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                               ELF_LITTLE_ENDIAN, EM_ARM, 1, 0, &s->loader_as);

    if (size < 0) {
        error_setg(errp, "cannot load '%s' for the Cortex-M4: %s", s->elf,
                   load_elf_strerror(size));
        return false;
    }
    if (g_file_get_contents(s->elf, &elf, &length, NULL)) {
        s->table = find_table((const uint8_t *)elf, length, &s->table_da,
                              &s->table_size);
    }
    return true;
}

/* After the segments, which a system reset brings back, and before the start */
static void place_table(STM32MP1MCUState *s)
{
    if (s->place_table && s->table) {
        trace_stm32mp1_mcu_table(s->table_da, s->table_size);
        address_space_write(&s->loader_as, s->table_da, MEMTXATTRS_UNSPECIFIED,
                            s->table, s->table_size);
    }
    s->place_table = false;
}

/*
 * The private peripheral bus without the system control space, which QEMU
 * models: the debug units. As in QEMU they read as 0, and fault for
 * unprivileged software, but not silently.
 */
static const struct {
    hwaddr base;
    uint64_t size;
} debug_regions[STM32MP1_MCU_DEBUG_REGIONS] = {
    { 0xe0000000, 0xe000 },     /* ITM, DWT, FPB */
    { 0xe000edf0, 0x10 },       /* DHCSR ... DEMCR */
    { 0xe000f000, 0xf1000 },    /* TPIU, ETM, ROM table */
};

static MemTxResult debug_read(void *opaque, hwaddr offset, uint64_t *value,
                              unsigned size, MemTxAttrs attrs)
{
    MemoryRegion *region = opaque;

    if (attrs.user) {
        return MEMTX_ERROR;
    }
    stm32mp1_unmodelled_register(region->addr + offset, false);
    *value = 0;
    return MEMTX_OK;
}

static MemTxResult debug_write(void *opaque, hwaddr offset, uint64_t value,
                               unsigned size, MemTxAttrs attrs)
{
    MemoryRegion *region = opaque;

    if (attrs.user) {
        return MEMTX_ERROR;
    }
    stm32mp1_unmodelled_register(region->addr + offset, true);
    return MEMTX_OK;
}

static const MemoryRegionOps debug_ops = {
    .read_with_attrs = debug_read,
    .write_with_attrs = debug_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8 },
    .impl = { .min_access_size = 1, .max_access_size = 8 },
};

static void map_debug_units(STM32MP1MCUState *s)
{
    for (unsigned int i = 0; i < ARRAY_SIZE(debug_regions); i++) {
        MemoryRegion *region = &s->debug[i];

        memory_region_init_io(region, OBJECT(s), &debug_ops, region, "debug",
                              debug_regions[i].size);
        memory_region_add_subregion_overlap(&s->armv7m.container,
                                            debug_regions[i].base, region, 1);
    }
}

/* "Powered off" is how QEMU calls a core that stays in reset */
static void reset_core(STM32MP1MCUState *s, bool run)
{
    core(s)->start_powered_off = !run;
    cpu_reset(core(s));
}

/* Runs while no core executes */
static void follow_run_line(CPUState *cpu, run_on_cpu_data data)
{
    STM32MP1MCUState *s = data.host_ptr;

    bql_lock();
    if (s->pending) {
        s->pending = false;
        device_cold_reset(DEVICE(&s->armv7m.nvic));
        device_cold_reset(DEVICE(&s->armv7m.systick[M_REG_NS]));
        if (s->run) {
            place_table(s);
            reset_core(s, !would_lock_up(s));
        } else {
            trace_stm32mp1_mcu_hold();
            reset_core(s, false);
        }
        qemu_cpu_kick(core(s));
    }
    bql_unlock();
}

/*
 * Software that resets the core may overwrite its memory with the next
 * instruction. Hence the core changes state not when its own thread comes to
 * it, but before the core that requested it continues: a "safe" work item of
 * that core stops all others.
 *
 * Outside of any core (a system reset, a timer) the work is the core's own: it
 * is done when the main loop has finished what it does, and the boot loader's
 * ELF is in memory.
 */
static void schedule_follow(STM32MP1MCUState *s)
{
    s->pending = true;
    async_safe_run_on_cpu(current_cpu ?: core(s), follow_run_line,
                          RUN_ON_CPU_HOST_PTR(s));
}

static void stm32mp1_mcu_run(void *opaque, int n, int level)
{
    STM32MP1MCUState *s = opaque;

    trace_stm32mp1_mcu_run_line(level);
    s->run = level;
    schedule_follow(s);
}

static bool stm32mp1_mcu_get_running(Object *obj, Error **errp)
{
    STM32MP1MCUState *s = STM32MP1_MCU(obj);

    return s->run && !s->pending && s->armv7m.cpu &&
           s->armv7m.cpu->power_state == PSCI_ON;
}

/* QEMU resets devices, not cores */
static void stm32mp1_mcu_reset_hold(RESET_PHASE_PARAMS)
{
    STM32MP1MCUState *s = STM32MP1_MCU(obj);

    s->run = false;
    s->pending = false;
    s->place_table = true;
    reset_core(s, false);
}

static void stm32mp1_mcu_init(Object *obj)
{
    STM32MP1MCUState *s = STM32MP1_MCU(obj);
    DeviceState *dev = DEVICE(obj);

    object_initialize_child(obj, "cluster", &s->cluster, TYPE_CPU_CLUSTER);
    object_initialize_child(OBJECT(&s->cluster), "armv7m", &s->armv7m,
                            TYPE_ARMV7M);
    qdev_init_gpio_in_named(dev, stm32mp1_mcu_run, "run", 1);
    s->clk = qdev_init_clock_in(dev, "clk", NULL, NULL, 0);
    s->refclk = clock_new(obj, "refclk");
}

static void stm32mp1_mcu_realize(DeviceState *dev, Error **errp)
{
    STM32MP1MCUState *s = STM32MP1_MCU(dev);
    DeviceState *armv7m = DEVICE(&s->armv7m);

    if (!s->memory) {
        error_setg(errp, TYPE_STM32MP1_MCU ": 'memory' must be set");
        return;
    }
    if (!clock_has_source(s->clk)) {
        error_setg(errp, TYPE_STM32MP1_MCU ": 'clk' must be connected");
        return;
    }
    clock_set_source(s->refclk, s->clk);
    clock_set_mul_div(s->refclk, REFCLK_DIVIDER, 1);

    qdev_prop_set_uint32(DEVICE(&s->cluster), "cluster-id", 1);
    qdev_prop_set_string(armv7m, "cpu-type", ARM_CPU_TYPE_NAME("cortex-m4"));
    qdev_prop_set_uint32(armv7m, "num-irq", STM32MP1_MCU_IRQS);
    if (object_property_find(OBJECT(armv7m), "num-prio-bits")) {
        qdev_prop_set_uint8(armv7m, "num-prio-bits", 4);    /* since 9.0 */
    }
    qdev_prop_set_bit(armv7m, "start-powered-off", true);
    qdev_connect_clock_in(armv7m, "cpuclk", s->clk);
    qdev_connect_clock_in(armv7m, "refclk", s->refclk);
    object_property_set_link(OBJECT(armv7m), "memory", OBJECT(s->memory),
                             &error_abort);
    if (!sysbus_realize(SYS_BUS_DEVICE(armv7m), errp) ||
        !qdev_realize(DEVICE(&s->cluster), NULL, errp)) {
        return;
    }
    map_debug_units(s);
    qdev_pass_gpios(armv7m, dev, NULL);
    qdev_pass_gpios(armv7m, dev, "SYSRESETREQ");

    /*
     * Not the core's own address space: a core that resets prefers vectors of
     * an image loaded there to those in memory, even when memory has had
     * another image since.
     */
    address_space_init(&s->loader_as, s->memory, "mcu-loader");
    if (s->elf) {
        load_firmware(s, errp);
    }
}

static void stm32mp1_mcu_finalize(Object *obj)
{
    g_free(STM32MP1_MCU(obj)->table);
}

static int stm32mp1_mcu_post_load(void *opaque, int version_id)
{
    STM32MP1MCUState *s = opaque;

    if (s->pending) {
        schedule_follow(s);
    }
    return 0;
}

static const VMStateDescription vmstate_stm32mp1_mcu = {
    .name = TYPE_STM32MP1_MCU,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = stm32mp1_mcu_post_load,
    .fields = (VMStateField[]) {
        VMSTATE_CLOCK(clk, STM32MP1MCUState),
        VMSTATE_CLOCK(refclk, STM32MP1MCUState),
        VMSTATE_BOOL(run, STM32MP1MCUState),
        VMSTATE_BOOL(pending, STM32MP1MCUState),
        VMSTATE_BOOL(place_table, STM32MP1MCUState),
        VMSTATE_END_OF_LIST()
    },
};

static ConstProperty stm32mp1_mcu_properties[] = {
    DEFINE_PROP_LINK("memory", STM32MP1MCUState, memory, TYPE_MEMORY_REGION,
                     MemoryRegion *),
    DEFINE_PROP_STRING("elf", STM32MP1MCUState, elf),
    PROPERTIES_END
};

static void stm32mp1_mcu_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = stm32mp1_mcu_realize;
    dc->vmsd = &vmstate_stm32mp1_mcu;
    device_class_set_props(dc, stm32mp1_mcu_properties);
    RESETTABLE_CLASS(oc)->phases.hold = stm32mp1_mcu_reset_hold;
    object_class_property_add_bool(oc, "running", stm32mp1_mcu_get_running,
                                   NULL);
    object_class_property_set_description(oc, "running",
                                          "The Cortex-M4 is out of reset");
}

static const TypeInfo stm32mp1_mcu_types[] = {
    {
        .name = TYPE_STM32MP1_MCU,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1MCUState),
        .instance_init = stm32mp1_mcu_init,
        .instance_finalize = stm32mp1_mcu_finalize,
        .class_init = stm32mp1_mcu_class_init,
    },
};

DEFINE_TYPES(stm32mp1_mcu_types)
