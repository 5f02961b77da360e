// SPDX-License-Identifier: GPL-2.0-only
/*
 * The main loop: sleep until Linux rings or the tick is due, follow what the
 * drivers say, serve the vrings that were rung for, answer requests.
 *
 * The tick looks at the status bytes and, the console aside, never at a ring: a
 * doorbell that got lost must not go unnoticed.
 */
#include "hostile.h"
#include "ipcc.h"
#include "m4.h"
#include "random.h"
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define TICK_MS		10
#define REQUESTS	(IPCC_SHUTDOWN | IPCC_DETACH)

static volatile u32 ticks;
static u32 tick_ms;

void tick_irq(void)
{
	ticks++;
}

static void tick_init(void)
{
	tick_ms = variant.ack_delay ? 1 : TICK_MS;
	SYST_RVR = MCU_HZ / 1000 * tick_ms - 1;
	SYST_CVR = 0;
	SYST_CSR = 7;	/* enabled, interrupt, core clock */
}

/* Busy, for less than a tick: the counter goes down, and begins again at its top. */
void delay_us(u32 us)
{
	u32 left = MCU_HZ / 1000000 * us, last = SYST_CVR;

	for (;;) {
		u32 now = SYST_CVR;
		u32 gone = last >= now ? last - now : last + SYST_RVR + 1 - now;

		if (gone >= left)
			return;
		left -= gone;
		last = now;
	}
}

/* Sleep until there is something to do; returns which channels rang. */
static u32 wait(bool *ticked)
{
	static u32 seen;

	if (variant.storm) {
		ipcc_ring_now(IPCC_ALL);
	} else {
		u32 flags = irq_save();

		if (!ipcc_any() && ticks == seen)
			wfi();
		irq_restore(flags);
	}
	*ticked = seen != ticks;
	seen = ticks;
	return ipcc_rung();
}

/*
 * A slow remote: doorbells stay unacknowledged for up to ack_delay ms, and
 * only then does it look at the rings. Returns those whose time has come.
 */
static u32 delay_doorbells(u32 rung)
{
	static u32 late, due;

	if (rung & ~late && !late)
		due = ticks + 1 + random_below(variant.ack_delay);
	late |= rung;
	if (!late || (int)(ticks - due) < 0)
		return 0;
	rung = late;
	late = 0;
	ipcc_ack(rung);
	return rung;
}

static void answer_requests(u32 requests)
{
	if (!requests)
		return;
	trace("%s request\n", requests & IPCC_SHUTDOWN ? "shutdown" : "detach");
	vdevs_close();
	ipcc_ack(requests);
	if (!(requests & IPCC_SHUTDOWN))
		return;
	while (variant.storm)
		ipcc_ring_now(IPCC_ALL);
	park();
}

int main(void)
{
	bool seeded = false;

	trace("m4 up: %s\n", variant.name);
	if (variant.board)
		board_check();
	if (variant.window_size)
		trace("window %08x len %u\n", variant.window,
		      variant.window_size);
	tick_init();
	vdevs_init();
	/*
	 * A doorbell that is held rings once, and does not interrupt a variant that
	 * sends.
	 */
	ipcc_init(variant.ack_delay || variant.chatty ? IPCC_ALL : REQUESTS);
	hostile_start();

	for (;;) {
		bool ticked;
		u32 rung = wait(&ticked);
		u32 doorbells = rung & ~REQUESTS;

		/* Only a doorbell comes at a time that is not predictable. */
		if (doorbells && !seeded) {
			random_init();
			seeded = true;
		}
		if (variant.ack_delay)
			doorbells = delay_doorbells(doorbells);
		vdevs_poll();
		vdevs_kick(doorbells);
		if (ticked) {
			vdevs_tick();
			check_vectors();
		}
		if (doorbells)
			hostile_act();
		answer_requests(rung & REQUESTS);
	}
}
