/* SPDX-License-Identifier: GPL-2.0-only */
/* Pseudo-random numbers: repeatable from a seed, or stirred by time. */
#ifndef RANDOM_H
#define RANDOM_H

#include "m4.h"

/* Start from the variant's seed or, without one, from the time; print which. */
void random_init(void);

void random_stir(void);		/* add the time */
u32 random_u32(void);
u32 random_below(u32 n);

#endif
