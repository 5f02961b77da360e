/*
 * The board as a shared object for a packaged qemu-system-arm (LD_PRELOAD)
 *
 * The devices were compiled against the headers of one QEMU. In another one,
 * or in the same one configured differently, the structures may be laid out
 * differently: a program that is not the very one it was built for is ended
 * before any device exists. Not part of a build in a QEMU tree.
 *
 * BOARD_QEMU_VERSION and BOARD_QEMU_BUILD_ID come from scripts/board.sh.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include <link.h>
#include "qemu/module.h"
#include "hw/arm/armv7m.h"
#include "hw/boards.h"
#include "hw/core/split-irq.h"
#include "hw/cpu/a15mpcore.h"
#include "hw/cpu/cluster.h"
#include "target/arm/cpu.h"

/* The longest build ID in use, SHA-256, as hexadecimal digits */
#define BUILD_ID_MAX (2 * 32)

static void G_GNUC_NORETURN G_GNUC_PRINTF(1, 2) refuse(const char *format, ...)
{
    va_list ap;

    fprintf(stderr, "stm32mp157.so: built for qemu-system-arm "
            BOARD_QEMU_VERSION " with build ID " BOARD_QEMU_BUILD_ID ", ");
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputs("; build it again (make)\n", stderr);
    _exit(1);
}

/* Called for the program itself first; its build ID is in one of the notes */
static int find_build_id(struct dl_phdr_info *info, size_t size, void *data)
{
    char *build_id = data;

    for (unsigned int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *phdr = &info->dlpi_phdr[i];
        const char *note = (const char *)info->dlpi_addr + phdr->p_vaddr;
        const char *end = note + phdr->p_memsz;

        if (phdr->p_type != PT_NOTE) {
            continue;
        }
        while (end - note > (ptrdiff_t)sizeof(ElfW(Nhdr))) {
            const ElfW(Nhdr) *header = (const void *)note;
            const char *name = note + sizeof(*header);
            const uint8_t *desc = (const void *)(name +
                                                 ROUND_UP(header->n_namesz, 4));

            if (header->n_type == NT_GNU_BUILD_ID && header->n_namesz == 4 &&
                !memcmp(name, "GNU", 4) &&
                header->n_descsz <= BUILD_ID_MAX / 2) {
                for (unsigned int j = 0; j < header->n_descsz; j++) {
                    sprintf(build_id + 2 * j, "%02x", desc[j]);
                }
                return 1;
            }
            note = (const char *)desc + ROUND_UP(header->n_descsz, 4);
        }
    }
    return 1;
}

/* Before the constructors that register the types, whose priority is lower */
static void __attribute__((constructor(101))) check_build_id(void)
{
    char build_id[BUILD_ID_MAX + 1] = "";

    dl_iterate_phdr(find_build_id, build_id);
    if (strcmp(build_id, BOARD_QEMU_BUILD_ID)) {
        refuse("but this is %s with build ID %s", program_invocation_name,
               build_id[0] ? build_id : "(none)");
    }
    /* Not for the programs that QEMU starts: migration to "exec:", scripts */
    unsetenv("LD_PRELOAD");
}

/*
 * The right version, but were its headers configured as the program was? The
 * program knows how large its own structures are.
 */
static void check_layout(void)
{
    static const struct {
        const char *type;
        size_t size;
    } ours[] = {
        { TYPE_DEVICE, sizeof(DeviceState) },
        { TYPE_SYS_BUS_DEVICE, sizeof(SysBusDevice) },
        { TYPE_MACHINE, sizeof(MachineState) },
        { TYPE_MEMORY_REGION, sizeof(MemoryRegion) },
        { TYPE_CLOCK, sizeof(Clock) },
        { TYPE_CPU, sizeof(CPUState) },
        { TYPE_ARM_CPU, sizeof(ARMCPU) },
        { TYPE_CPU_CLUSTER, sizeof(CPUClusterState) },
        { TYPE_A15MPCORE_PRIV, sizeof(A15MPPrivState) },
        { TYPE_ARMV7M, sizeof(ARMv7MState) },
        { TYPE_NVIC, sizeof(NVICState) },
        { TYPE_SYSTICK, sizeof(SysTickState) },
        { TYPE_SPLIT_IRQ, sizeof(SplitIRQ) },
    };

    for (unsigned int i = 0; i < ARRAY_SIZE(ours); i++) {
        size_t size = object_type_get_instance_size(ours[i].type);

        if (size != ours[i].size) {
            refuse("but with headers where %s has %zu bytes instead of %zu",
                   ours[i].type, ours[i].size, size);
        }
    }
}

/* The first hook after all types are known, and before any object is made */
migration_init(check_layout)
