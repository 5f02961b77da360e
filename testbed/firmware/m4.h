/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The Cortex-M4 of the STM32MP157 as this firmware sees it: types, barriers,
 * interrupt masking and the few registers of the core and the SoC it uses.
 */
#ifndef M4_H
#define M4_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;

#define __aligned(n)	__attribute__((aligned(n)))
#define __naked		__attribute__((naked))
#define __noreturn	__attribute__((noreturn))
#define __printf(a, b)	__attribute__((format(printf, a, b)))
#define __section(name)	__attribute__((section(name)))
#define __used		__attribute__((used))

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define BIT(n)		(1u << (n))

#define REG(addr)	(*(volatile u32 *)(addr))

/* Core: SysTick, NVIC and fault status. */
#define SYST_CSR	REG(0xe000e010u)
#define SYST_RVR	REG(0xe000e014u)
#define SYST_CVR	REG(0xe000e018u)
#define NVIC_ISER(irq)	REG(0xe000e100u + 4 * ((irq) / 32))
#define NVIC_ICER(n)	REG(0xe000e180u + 4 * (n))
#define SCB_VTOR	REG(0xe000ed08u)
#define SCB_CFSR	REG(0xe000ed28u)
#define SCB_HFSR	REG(0xe000ed2cu)
#define SCB_BFAR	REG(0xe000ed38u)

/* Window watchdog: CR with WDGA set and T6 clear bites at once. */
#define WWDG1_CR	REG(0x4000a000u)
#define WWDG_CR_BITE	0x80u

/* mcu_ck as the boot chain leaves it. */
#define MCU_HZ		208878000u

#define IRQ_IPCC_RX	103
#define IRQ_IPCC_TX	104
#define NR_IRQS		150

/*
 * Memory shared with Linux is normal memory: the firmware must order its
 * accesses.
 */
static inline void mb(void)
{
	__asm__ volatile("dmb" ::: "memory");
}

static inline u32 irq_save(void)
{
	u32 primask;

	__asm__ volatile("mrs %0, primask\n\tcpsid i"
			 : "=r" (primask) :: "memory");
	return primask;
}

static inline void irq_restore(u32 primask)
{
	__asm__ volatile("msr primask, %0" :: "r" (primask) : "memory");
}

static inline void wfi(void)
{
	__asm__ volatile("dsb\n\twfi" ::: "memory");
}

/* start.c */
void check_vectors(void);
void __noreturn park(void);
void __noreturn bite(void);

/* lib.c */
void *memcpy(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);

/* board.c */
void board_check(void);

/* main.c */
int main(void);
void tick_irq(void);
void delay_us(u32 us);

#endif
