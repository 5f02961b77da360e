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
#include "hw/qdev-properties.h"
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
 * The right version, but were its headers configured as the program was? Where
 * the program has the field behind a property of one of its types is known to
 * it at run time. Each of these comes after all that varies in its structure
 * and in the ones it is made of.
 */
static void check_layout(void)
{
    static const struct {
        const char *type;
        const char *property;
        ptrdiff_t offset;
    } ours[] = {
        { TYPE_CPU_CLUSTER, "cluster-id",
          offsetof(CPUClusterState, cluster_id) },
        { TYPE_SPLIT_IRQ, "num-lines", offsetof(SplitIRQ, num_lines) },
        { TYPE_A15MPCORE_PRIV, "num-irq", offsetof(A15MPPrivState, num_irq) },
        { TYPE_ARMV7M, "cpu-type", offsetof(ARMv7MState, cpu_type) },
        { TYPE_ARM_CPU, "mp-affinity", offsetof(ARMCPU, mp_affinity) },
    };

    for (unsigned int i = 0; i < ARRAY_SIZE(ours); i++) {
        ObjectClass *oc = object_class_by_name(ours[i].type);
        ObjectProperty *op = oc ? object_class_property_find(oc,
                                                 ours[i].property) : NULL;
        const Property *property = op ? op->opaque : NULL;

        if (!property) {
            refuse("but the program has no property '%s' of '%s'",
                   ours[i].property, ours[i].type);
        }
        if (property->offset != ours[i].offset) {
            refuse("but with headers that place the field of property '%s' of "
                   "'%s' at %td instead of %td", ours[i].property,
                   ours[i].type, ours[i].offset, property->offset);
        }
    }
}

/* The first hook after all types are known, and before any object is made */
migration_init(check_layout)
