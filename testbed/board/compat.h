/*
 * One source for QEMU 7.2 and 10.0: everything that QEMU renamed or moved in
 * between, and that the STM32MP157 board uses, is spelled here in one way.
 * Goes away when the board lives in a QEMU tree.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef STM32MP1_COMPAT_H
#define STM32MP1_COMPAT_H

#include "qemu/main-loop.h"

#define QEMU_AT_LEAST(major, minor) \
    (QEMU_VERSION_MAJOR > (major) || \
     (QEMU_VERSION_MAJOR == (major) && QEMU_VERSION_MINOR >= (minor)))

/* 10.0: sysemu/ became system/ */
#if QEMU_AT_LEAST(10, 0)
#include "system/runstate.h"
#include "system/system.h"
#else
#include "sysemu/runstate.h"
#include "sysemu/sysemu.h"
#endif

/* 9.0: the hold and exit phases of a reset get the type of the reset */
#if QEMU_AT_LEAST(9, 0)
#define RESET_PHASE_PARAMS Object *obj, ResetType type
#define RESET_PHASE_ARGS obj, type
#else
#define RESET_PHASE_PARAMS Object *obj
#define RESET_PHASE_ARGS obj
#endif

/* 9.0: the "iothread lock" became the "big QEMU lock" */
#if !QEMU_AT_LEAST(9, 0)
#define bql_lock qemu_mutex_lock_iothread
#define bql_unlock qemu_mutex_unlock_iothread
#endif

/* 10.0: an array of properties is constant and has no terminator any more */
#if QEMU_AT_LEAST(10, 0)
#define ConstProperty const Property
#define PROPERTIES_END
#else
#define ConstProperty Property
#define PROPERTIES_END DEFINE_PROP_END_OF_LIST(),
#endif

/* 10.0: load_elf_as() takes ELF's own name of the byte order */
#if QEMU_AT_LEAST(10, 0)
#define ELF_LITTLE_ENDIAN ELFDATA2LSB
#else
#define ELF_LITTLE_ENDIAN 0
#endif

#endif
