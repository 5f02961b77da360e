/* SPDX-License-Identifier: GPL-2.0-only */
/* Pseudo-random numbers: repeatable from a seed, or stirred by time. */
#ifndef RANDOM_H
#define RANDOM_H

#include "m4.h"

void random_seed(u32 seed);
void random_stir(void);		/* add the SysTick counter */
u32 random_u32(void);
u32 random_below(u32 n);

#endif
