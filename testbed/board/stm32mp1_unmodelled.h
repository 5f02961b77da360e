/*
 * STM32MP1 peripherals, and registers of others, that are not modelled
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_UNMODELLED_H
#define HW_STM32MP1_UNMODELLED_H

#include "exec/hwaddr.h"
#include "exec/memory.h"

/* @region: to be mapped where peripherals are, behind all that is modelled */
void stm32mp1_unmodelled_init(MemoryRegion *region, Object *owner,
                              uint64_t size);

/*
 * Say that a core reads or writes @addr, as the core sees it, and that nothing is
 * done: once for a peripheral of which nothing is modelled
 */
void stm32mp1_unmodelled_access(hwaddr addr, bool write);

/* The same, once for each register and direction, if other registers are */
void stm32mp1_unmodelled_register(hwaddr addr, bool write);

#endif
