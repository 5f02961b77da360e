/* SPDX-License-Identifier: GPL-2.0-only */
/* The IPCC mailbox, seen from processor 2. */
#ifndef IPCC_H
#define IPCC_H

#include "m4.h"

#define IPCC_CHANNELS	6
#define IPCC_ALL	(BIT(IPCC_CHANNELS) - 1)

/* Requests from Linux; every other channel is a doorbell. */
#define IPCC_SHUTDOWN	BIT(2)
#define IPCC_DETACH	BIT(3)

/*
 * ipcc_init() - start receiving
 * @hold: channels that stay occupied until ipcc_ack(); the others are freed as
 *	soon as they ring, before the rings that they announce are read
 */
void ipcc_init(u32 hold);

/* Channels that rang since the last call. */
u32 ipcc_rung(void);
bool ipcc_any(void);

/* Give held channels back to Linux. */
void ipcc_ack(u32 channels);

/* Ring Linux; where a channel is still occupied, as soon as it is free. */
void ipcc_ring(u32 channels);

/* Ring those that are free, forget the others. */
void ipcc_ring_now(u32 channels);

void ipcc_rx_irq(void);
void ipcc_tx_irq(void);

#endif
