/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hostile remote does before and between well-behaved messages. */
#ifndef HOSTILE_H
#define HOSTILE_H

/* Spoil what Linux relies on while it sets its drivers up. */
void hostile_start(void);

/* Corrupt something at random, as the variant configures it. */
void hostile_act(void);

#endif
