// SPDX-License-Identifier: GPL-2.0-only
/* Pseudo-random numbers: Marsaglia's xorshift. */
#include "random.h"

static u32 state;

void random_seed(u32 seed)
{
	state = seed ? seed : 1;	/* zero would stay zero */
}

void random_stir(void)
{
	random_seed(state ^ SYST_CVR * 2654435761u);
}

u32 random_u32(void)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

u32 random_below(u32 n)
{
	return random_u32() % n;
}
