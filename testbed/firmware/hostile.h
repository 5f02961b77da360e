/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hostile remote does before and between well-behaved messages. */
#ifndef HOSTILE_H
#define HOSTILE_H

/* Spoil what Linux relies on while it sets its drivers up. */
void hostile_start(void);

/* Spoil something, by chance, as far as the variant says so. */
void hostile_act(void);

#endif
