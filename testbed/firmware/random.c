// SPDX-License-Identifier: GPL-2.0-only
/* Pseudo-random numbers: Marsaglia's xorshift. */
#include "random.h"
#include "trace.h"
#include "variant.h"

static u32 state;

static u32 not_zero(u32 n)	/* zero would stay zero */
{
	return n ? n : 1;
}

/* The time: the value of SysTick at the call. */
static u32 clock_bits(void)
{
	return SYST_CVR * 2654435761u;
}

void random_init(void)
{
	state = not_zero(variant.seed ? variant.seed : clock_bits());
	trace("seed %u\n", state);
}

void random_stir(void)
{
	state = not_zero(state ^ clock_bits());
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
