// SPDX-License-Identifier: GPL-2.0-only
/* Start-up: the vector table, reset, faults, and the two ways to stop. */
#include "m4.h"
#include "ipcc.h"
#include "trace.h"

extern u32 __bss_start[], __bss_end[], __stack_top[];

void __noreturn reset(void);
void __naked fault(void);
void __noreturn __used fault_report(const u32 *frame);

static void *const vectors[16 + NR_IRQS] __section(".vectors") __used = {
	[0] = __stack_top,
	[1] = reset,
	[2 ... 14] = fault,
	[15] = tick_irq,
	[16 ... 16 + IRQ_IPCC_RX - 1] = fault,
	[16 + IRQ_IPCC_RX] = ipcc_rx_irq,
	[16 + IRQ_IPCC_TX] = ipcc_tx_irq,
	[16 + IRQ_IPCC_TX + 1 ... 16 + NR_IRQS - 1] = fault,
};

/* Exceptions are taken through this one: see check_vectors(). */
static void *vectors_copy[16 + NR_IRQS] __aligned(1024);

void reset(void)
{
	u32 *p;

	for (p = __bss_start; p < __bss_end; p++)
		*p = 0;
	memcpy(vectors_copy, vectors, sizeof(vectors));
	SCB_VTOR = (u32)vectors_copy;
	mb();
	main();
	park();
}

/*
 * Linux has been seen to take RETRAM, with the vector table of the running
 * core, for a pool of buffers. Survive that to log it, once.
 */
void check_vectors(void)
{
	static bool told;
	volatile const u32 *now = (volatile const u32 *)vectors;
	const u32 *then = (const u32 *)vectors_copy;
	u32 i;

	for (i = 0; !told && i < ARRAY_SIZE(vectors); i++) {
		if (now[i] == then[i])
			continue;
		trace("vector %u overwritten: %08x was %08x\n", i, now[i],
		      then[i]);
		told = true;
	}
}

/* Sleep until Linux resets the core. */
void park(void)
{
	u32 i;

	irq_save();
	SYST_CSR = 0;
	for (i = 0; i < (NR_IRQS + 31) / 32; i++)
		NVIC_ICER(i) = ~0u;
	for (;;)
		wfi();
}

/* Crash: let the watchdog reset the core. */
void bite(void)
{
	trace("watchdog bites\n");
	mb();
	WWDG1_CR = WWDG_CR_BITE;
	park();
}

/*
 * A second fault in here would lock the core up, so touch nothing but the
 * trace buffer and the frame, which was just pushed.
 */
void fault_report(const u32 *frame)
{
	u32 exception;

	__asm__ volatile("mrs %0, ipsr" : "=r" (exception));
	trace("fault: exception %u pc %08x lr %08x cfsr %08x hfsr %08x bfar %08x\n",
	      exception, frame[6], frame[5], SCB_CFSR, SCB_HFSR, SCB_BFAR);
	park();
}

void fault(void)
{
	__asm__ volatile("mrs r0, msp\n\tb fault_report");
}
