// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IPCC mailbox, seen from processor 2.
 *
 * A channel is one flag per direction: the sender sets it ('occupied'), the
 * receiver clears it ('free'). Setting a flag that is set does nothing, so
 * what happens meanwhile would go unnoticed: ipcc_ring() remembers such a
 * doorbell and rings it from the 'channel free' interrupt.
 */
#include "ipcc.h"

#define IPCC		0x4c001000u
#define C2CR		REG(IPCC + 0x10)
#define C2MR		REG(IPCC + 0x14)
#define C2SCR		REG(IPCC + 0x18)
#define C1TOC2SR	REG(IPCC + 0x0c)
#define C2TOC1SR	REG(IPCC + 0x1c)

#define CR_RXOIE	BIT(0)
#define CR_TXFIE	BIT(16)
#define RX(channels)	(channels)
#define TX(channels)	((channels) << 16)

static u32 held;		/* channels acknowledged by ipcc_ack() */
static volatile u32 rung;
static volatile u32 again;	/* to be rung once they are free */

void ipcc_init(u32 hold)
{
	held = hold;
	C2MR = RX(IPCC_ALL) | TX(IPCC_ALL);
	/*
	 * The core's reset does not reset the IPCC. A request that is still
	 * there was made to the previous firmware.
	 */
	C2SCR = RX(IPCC_SHUTDOWN | IPCC_DETACH);
	C2CR = CR_RXOIE | CR_TXFIE;
	C2MR = TX(IPCC_ALL);
	NVIC_ISER(IRQ_IPCC_RX) = BIT(IRQ_IPCC_RX % 32);
	NVIC_ISER(IRQ_IPCC_TX) = BIT(IRQ_IPCC_TX % 32);
}

void ipcc_rx_irq(void)
{
	u32 now = C1TOC2SR & ~C2MR & IPCC_ALL;

	C2MR |= RX(now & held);
	C2SCR = RX(now & ~held);
	rung |= now;
}

void ipcc_tx_irq(void)
{
	u32 now = ~C2TOC1SR & ~(C2MR >> 16) & IPCC_ALL;

	C2MR |= TX(now);
	C2SCR = TX(now & again);
	again &= ~now;
}

bool ipcc_any(void)
{
	return rung;
}

u32 ipcc_rung(void)
{
	u32 flags = irq_save();
	u32 now = rung;

	rung = 0;
	irq_restore(flags);
	return now;
}

void ipcc_ack(u32 channels)
{
	u32 flags = irq_save();

	C2SCR = RX(channels);
	C2MR &= ~RX(channels);
	irq_restore(flags);
}

void ipcc_ring(u32 channels)
{
	u32 flags = irq_save();
	u32 busy = C2TOC1SR & channels;

	mb();
	C2SCR = TX(channels & ~busy);
	again |= busy;
	C2MR &= ~TX(busy);
	irq_restore(flags);
}

void ipcc_ring_now(u32 channels)
{
	mb();
	C2SCR = TX(channels & ~C2TOC1SR);
}
