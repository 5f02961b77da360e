/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hostile remote does between two well-behaved messages. */
#ifndef HOSTILE_H
#define HOSTILE_H

/* Spoil something, by chance, as far as the variant says so. */
void hostile_act(void);

#endif
