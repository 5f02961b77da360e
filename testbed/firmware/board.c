// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks of the board's own devices that firmware leans on before it talks to
 * Linux: the hardware semaphores and the I2C controllers. A trace line for each
 * that differs from the reference manual, and finally one with their number.
 *
 * Linux has taken semaphore 5 before. 6 is left taken, for Linux to find.
 */
#include "m4.h"
#include "trace.h"
#include "variant.h"

#define HSEM		0x4c000000u
#define HSEM_R(n)	REG(HSEM + 4 * (n))
#define HSEM_RLR(n)	REG(HSEM + 0x80 + 4 * (n))
#define HSEM_C1ICR	REG(HSEM + 0x104)
#define HSEM_C1ISR	REG(HSEM + 0x108)
#define HSEM_C2IER	REG(HSEM + 0x110)
#define HSEM_C2ICR	REG(HSEM + 0x114)
#define HSEM_C2ISR	REG(HSEM + 0x118)
#define HSEM_C2MISR	REG(HSEM + 0x11c)
#define HSEM_CR		REG(HSEM + 0x140)
#define HSEM_KEYR	REG(HSEM + 0x144)
#define LOCK		BIT(31)
#define CORE(n)		((n) << 8)
#define A7		CORE(1u)
#define M4		CORE(2u)

#define I2C4		0x5c002000u
#define I2C_CR1		REG(I2C4 + 0x00)
#define I2C_CR2		REG(I2C4 + 0x04)
#define I2C_ISR		REG(I2C4 + 0x18)
#define I2C_ICR		REG(I2C4 + 0x1c)
#define I2C_PE		BIT(0)
#define I2C_NACKIE	BIT(4)
#define I2C_START	BIT(13)
#define I2C_TXE		BIT(0)
#define I2C_NACKF	BIT(4)
#define I2C_STOPF	BIT(5)

#define IRQ_I2C4_EVENT	95
#define IRQ_HSEM	125
#define NVIC_ISPR(irq)	REG(0xe000e200u + 4 * ((irq) / 32))
#define NVIC_ICPR(irq)	REG(0xe000e280u + 4 * ((irq) / 32))

static u32 checks, failed;

static void expect(const char *what, u32 wanted, u32 found)
{
	checks++;
	if (found == wanted)
		return;
	failed++;
	trace("board: %s: expected %08x, found %08x\n", what, wanted, found);
}

static u32 pending(u32 irq)
{
	return !!(NVIC_ISPR(irq) & BIT(irq % 32));
}

static void clear_pending(u32 irq)
{
	NVIC_ICPR(irq) = BIT(irq % 32);
}

static void check_one_step(void)
{
	expect("RLR8 takes", LOCK | M4, HSEM_RLR(8));
	expect("R8 taken", LOCK | M4, HSEM_R(8));
	expect("RLR8 taken by this core", LOCK | M4, HSEM_RLR(8));
	HSEM_R(8) = M4 | 1;
	expect("R8 freed by another process", LOCK | M4, HSEM_R(8));
	HSEM_R(8) = A7;
	expect("R8 freed in the A7's name", LOCK | M4, HSEM_R(8));

	HSEM_C1ICR = BIT(8);
	expect("C1ISR cleared", 0, HSEM_C1ISR & BIT(8));
	HSEM_C2ICR = ~0u;
	expect("C2ISR cleared", 0, HSEM_C2ISR);
	HSEM_R(8) = M4;
	expect("R8 freed", 0, HSEM_R(8));
	expect("C1ISR of freed R8", BIT(8), HSEM_C1ISR & BIT(8));
	expect("C2ISR of freed R8", BIT(8), HSEM_C2ISR);
	expect("C2MISR, disabled", 0, HSEM_C2MISR);
	clear_pending(IRQ_HSEM);
	expect("interrupt, disabled", 0, pending(IRQ_HSEM));
	HSEM_C2IER = BIT(8);
	expect("C2MISR, enabled", BIT(8), HSEM_C2MISR);
	expect("interrupt, enabled", 1, pending(IRQ_HSEM));
	HSEM_C2ICR = BIT(8);
	expect("C2MISR, cleared", 0, HSEM_C2MISR);
	clear_pending(IRQ_HSEM);
	expect("interrupt, cleared", 0, pending(IRQ_HSEM));
	HSEM_C2IER = 0;
}

static void check_two_steps(void)
{
	HSEM_R(9) = LOCK | M4 | 7;
	expect("R9 taken by process 7", LOCK | M4 | 7, HSEM_R(9));
	expect("RLR9, taken by process 7", LOCK | M4 | 7, HSEM_RLR(9));
	HSEM_R(9) = LOCK | M4 | 8;
	expect("R9 taken twice", LOCK | M4 | 7, HSEM_R(9));
	HSEM_R(10) = LOCK | A7;
	expect("R10 taken in the A7's name", 0, HSEM_R(10));
}

static void check_other_core(void)
{
	expect("R5, the A7's", LOCK | A7, HSEM_R(5));
	expect("RLR5, the A7's", LOCK | A7, HSEM_RLR(5));
	HSEM_R(5) = A7;
	HSEM_R(5) = M4;
	expect("R5 after both tries to free it", LOCK | A7, HSEM_R(5));
}

static void check_key(void)
{
	HSEM_KEYR = 0xabcd0000;
	HSEM_CR = 0x12340000 | M4;
	expect("R9 after CR with a wrong key", LOCK | M4 | 7, HSEM_R(9));
	HSEM_CR = 0xabcd0000 | M4;
	expect("R9 after CR", 0, HSEM_R(9));
	expect("R5 after CR for the M4", LOCK | A7, HSEM_R(5));
}

static void check_i2c(void)
{
	I2C_CR2 = I2C_START | 0x33 << 1;
	expect("I2C ISR, disabled", I2C_TXE, I2C_ISR);
	clear_pending(IRQ_I2C4_EVENT);
	I2C_CR1 = I2C_PE | I2C_NACKIE;
	I2C_CR2 = I2C_START | 0x33 << 1;
	expect("I2C ISR, nobody there", I2C_TXE | I2C_NACKF | I2C_STOPF, I2C_ISR);
	expect("I2C START, done", 0, I2C_CR2 & I2C_START);
	expect("I2C interrupt", 1, pending(IRQ_I2C4_EVENT));
	I2C_ICR = I2C_NACKF;
	expect("I2C ISR, NACKF cleared", I2C_TXE | I2C_STOPF, I2C_ISR);
	clear_pending(IRQ_I2C4_EVENT);
	expect("I2C interrupt, cleared", 0, pending(IRQ_I2C4_EVENT));
	I2C_CR1 = 0;
	expect("I2C ISR, after a software reset", I2C_TXE, I2C_ISR);
}

void board_check(void)
{
	check_one_step();
	check_two_steps();
	check_other_core();
	check_key();
	check_i2c();
	expect("RLR6", LOCK | M4, HSEM_RLR(6));
	trace("board: %u checks, %u failed\n", checks, failed);
}
