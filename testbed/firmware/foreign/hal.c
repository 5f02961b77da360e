// SPDX-License-Identifier: GPL-2.0-only
/*
 * Foreign firmware for the test of 'make FW=': an rpmsg echo that shares no code with
 * the bench's own, and behaves like images that are built on a vendor's HAL and
 * OpenAMP:
 *
 * - takes a hardware semaphore by its one-step lock before it touches what Linux
 *   may touch too, and waits until it has it;
 * - asks over I2C whether there is a power management chip;
 * - looks at a peripheral that the bench does not model, at a register that a
 *   modelled one does not have there, and starts the core's cycle counter;
 * - waits until a mailbox channel is free before it rings;
 * - never acknowledges a shutdown request, and has no way to be detached.
 *
 * With -DSTUCK it waits for a timer that the bench does not have, with -DFAULT it
 * writes to all ports of a debug unit and ends in its fault handler.
 */
#include <stdint.h>

#define REG(addr)	(*(volatile uint32_t *)(addr))

#define HSEM_R(n)	REG(0x4c000000u + 4 * (n))
#define HSEM_RLR(n)	REG(0x4c000080u + 4 * (n))
#define HSEM_LOCK	(1u << 31)
#define HSEM_ME		(2u << 8)

#define GPIOZ_MODER	REG(0x54004000u)

#define I2C4_CR1	REG(0x5c002000u)
#define I2C4_CR2	REG(0x5c002004u)
#define I2C4_ISR	REG(0x5c002018u)
#define I2C4_ICR	REG(0x5c00201cu)
#define I2C4_VERR	REG(0x5c0023f4u)
#define I2C_START	(1u << 13)
#define I2C_AUTOEND	(1u << 25)
#define I2C_TXIS	(1u << 1)
#define I2C_NACKF	(1u << 4)
#define I2C_STOPF	(1u << 5)

#define RTC_TR		REG(0x5c004000u)
#define TIM6_CR1	REG(0x40004000u)
#define TIM6_SR		REG(0x40004010u)

#define ITM_STIM(n)	REG(0xe0000000u + 4 * (n))
#define ITM_PORTS	32
#define DWT_CTRL	REG(0xe0001000u)
#define DWT_CYCCNT	REG(0xe0001004u)
#define DEMCR		REG(0xe000edfcu)
#define DEMCR_TRCENA	(1u << 24)

#define NVIC_ISER3	REG(0xe000e10cu)
#define IPCC_RX_IRQ	(1u << (103 - 96))
#define NVIC_ICPR3	REG(0xe000e28cu)

#define C2CR		REG(0x4c001010u)
#define C2MR		REG(0x4c001014u)
#define C2SCR		REG(0x4c001018u)
#define C1TOC2SR	REG(0x4c00100cu)
#define C2TOC1SR	REG(0x4c00101cu)

#define SEM_GPIO	3
#define PMIC_ADDRESS	0x33
#define CHANNEL_TX	(1u << 0)	/* vring 0: to Linux */
#define CHANNEL_RX	(1u << 1)	/* vring 1: from Linux */

#define ANY		0xffffffffu
#define DRIVER_OK	4
#define NS_ADDR		53
#define NAME_SIZE	32

struct vring_entry {
	uint32_t da, align, num, notifyid, reserved;
};

struct table {
	uint32_t version, entries, reserved[2], offset[2];
	struct {
		uint32_t type, id, notifyid, dfeatures, gfeatures, config_len;
		uint8_t status, vrings, reserved[2];
		struct vring_entry vring[2];
	} vdev;
	struct {
		uint32_t type, da, len, reserved;
		char name[NAME_SIZE];
	} trace;
};

static char log_buffer[1024];

volatile struct table resource_table
__attribute__((section(".resource_table"), used)) = {
	.version = 1,
	.entries = 2,
	.offset = { __builtin_offsetof(struct table, vdev),
		    __builtin_offsetof(struct table, trace) },
	.vdev = {
		.type = 3, .id = 7, .dfeatures = 1, .vrings = 2,
		.vring = { { ANY, 16, 16, 0, 0 }, { ANY, 16, 16, 1, 0 } },
	},
	.trace = {
		.type = 2, .da = (uint32_t)log_buffer, .len = sizeof(log_buffer),
		.name = "cm4_log",
	},
};

struct desc {
	uint32_t addr, addr_high, len;
	uint16_t flags, next;
};

struct avail {
	uint16_t flags, idx, ring[];
};

struct used {
	uint16_t flags, idx;
	struct {
		uint32_t id, len;
	} ring[];
};

struct queue {
	uint32_t num;
	volatile struct desc *desc;
	volatile struct avail *avail;
	volatile struct used *used;
	uint16_t next;
};

struct message {
	uint32_t src, dst, reserved;
	uint16_t len, flags;
	uint8_t data[];
};

/* Written to, so that start-up has data to copy. */
static const char *volatile log_prefix = "CM4: ";
static uint32_t log_length;

static void barrier(void)
{
	__asm__ volatile("dmb" ::: "memory");
}

static void put(const char *text)
{
	while (*text && log_length < sizeof(log_buffer) - 1)
		log_buffer[log_length++] = *text++;
}

static void say(const char *text)
{
	put(log_prefix);
	put(text);
	put("\n");
}

static void copy(volatile uint8_t *to, const volatile uint8_t *from, uint32_t n)
{
	while (n--)
		*to++ = *from++;
}

/* --- what a HAL does before main gets anywhere --------------------------------- */

static void __attribute__((noinline)) lock_periph(unsigned int n)
{
	while (HSEM_RLR(n) != (HSEM_LOCK | HSEM_ME))
		;
}

static void unlock_periph(unsigned int n)
{
	HSEM_R(n) = HSEM_ME;
}

static void gpio_init(void)
{
	lock_periph(SEM_GPIO);
	GPIOZ_MODER = GPIOZ_MODER;
	unlock_periph(SEM_GPIO);
}

static void cycles_init(void)
{
	DEMCR |= DEMCR_TRCENA;
	DWT_CYCCNT = 0;
	DWT_CTRL |= 1;
}

static void __attribute__((noinline)) pmic_probe(void)
{
	(void)I2C4_VERR;
	I2C4_CR1 = 1;
	I2C4_CR2 = I2C_AUTOEND | I2C_START | PMIC_ADDRESS << 1;
	while (!(I2C4_ISR & (I2C_TXIS | I2C_NACKF)))
		;
	if (I2C4_ISR & I2C_NACKF) {
		while (!(I2C4_ISR & I2C_STOPF))
			;
		I2C4_ICR = I2C_NACKF | I2C_STOPF;
		say("no power management chip");
	}
	I2C4_CR1 = 0;
}

static void __attribute__((noinline)) wait_for_timer(void)
{
	volatile unsigned int i;

	TIM6_CR1 = 1;
	while (!(TIM6_SR & 1))
		for (i = 0; i < 1000; i++)
			;
}

/* Until Linux rings; the interrupt wakes the core, and is not taken. */
static void sleep(void)
{
	__asm__ volatile("dsb\n\twfi" ::: "memory");
	NVIC_ICPR3 = IPCC_RX_IRQ;
}

static void ipcc_init(void)
{
	__asm__ volatile("cpsid i");
	C2CR = 1;
	/* Earlier doorbells were for the previous firmware. */
	C2SCR = CHANNEL_TX | CHANNEL_RX;
	C2MR = ~(CHANNEL_TX | CHANNEL_RX);
	NVIC_ISER3 = IPCC_RX_IRQ;
}

/* --- rpmsg --------------------------------------------------------------------- */

static void queue_init(struct queue *q, volatile struct vring_entry *vring)
{
	uint32_t used = vring->da + 16 * vring->num + 6 + 2 * vring->num;

	q->num = vring->num;
	q->desc = (void *)vring->da;
	q->avail = (void *)(vring->da + 16 * vring->num);
	q->used = (void *)((used + vring->align - 1) & ~(vring->align - 1));
	q->next = 0;
}

static volatile struct desc *queue_get(struct queue *q, uint32_t *head)
{
	if (q->avail->idx == q->next)
		return 0;
	barrier();
	*head = q->avail->ring[q->next++ % q->num];
	return &q->desc[*head];
}

static void queue_put(struct queue *q, uint32_t head, uint32_t len)
{
	uint16_t idx = q->used->idx;

	q->used->ring[idx % q->num].id = head;
	q->used->ring[idx % q->num].len = len;
	barrier();
	q->used->idx = idx + 1;
	barrier();
}

static void __attribute__((noinline)) ring(uint32_t channel)
{
	while (C2TOC1SR & channel)
		;
	C2SCR = channel << 16;
}

static void send(struct queue *tx, uint32_t src, uint32_t dst,
		 const volatile uint8_t *data, uint32_t len)
{
	volatile struct desc *desc;
	volatile struct message *msg;
	uint32_t head;

	do {
		desc = queue_get(tx, &head);
	} while (!desc);
	msg = (void *)desc->addr;
	msg->src = src;
	msg->dst = dst;
	msg->reserved = 0;
	msg->len = len;
	msg->flags = 0;
	copy(msg->data, data, len);
	queue_put(tx, head, sizeof(*msg) + len);
	ring(CHANNEL_TX);
}

static void announce(struct queue *tx, const char *name, uint32_t addr)
{
	struct {
		char name[NAME_SIZE];
		uint32_t addr, flags;
	} ns;
	uint32_t i;

	for (i = 0; i < NAME_SIZE; i++)
		ns.name[i] = *name ? *name++ : 0;
	ns.addr = addr;
	ns.flags = 0;
	send(tx, addr, NS_ADDR, (const volatile uint8_t *)&ns, sizeof(ns));
}

static void echo(struct queue *tx, struct queue *rx)
{
	volatile struct desc *desc;
	uint32_t head;

	while ((desc = queue_get(rx, &head))) {
		volatile struct message *msg = (void *)desc->addr;

		send(tx, msg->dst, msg->src, msg->data, msg->len);
		queue_put(rx, head, 0);
		ring(CHANNEL_RX);
	}
}

int main(void)
{
	struct queue tx, rx;

	say("start");
	cycles_init();
	gpio_init();
	pmic_probe();
	if (!RTC_TR)
		say("the clock is not set");
#ifdef STUCK
	wait_for_timer();
#else
	(void)wait_for_timer;
#endif
#ifdef FAULT
	for (unsigned int i = 0; i < ITM_PORTS; i++)
		ITM_STIM(i) = 0;
	((void (*)(void))0x20000001)();
#endif
	ipcc_init();
	while (!(resource_table.vdev.status & DRIVER_OK)) {
		C2SCR = C1TOC2SR & (CHANNEL_TX | CHANNEL_RX);
		sleep();
	}
	queue_init(&tx, &resource_table.vdev.vring[0]);
	queue_init(&rx, &resource_table.vdev.vring[1]);
	say("rpmsg is up");
	announce(&tx, "rpmsg-tty", 0x400);
	announce(&tx, "rpmsg-raw", 0x401);

	for (;;) {
		uint32_t rung = C1TOC2SR & (CHANNEL_TX | CHANNEL_RX);

		if (!rung) {
			sleep();
			continue;
		}
		C2SCR = rung;
		if (rung & CHANNEL_RX)
			echo(&tx, &rx);
	}
}

/* --- start-up ------------------------------------------------------------------ */

extern uint32_t _estack[], _sidata[], _sdata[], _edata[], _sbss[], _ebss[];

void Reset_Handler(void);
void HardFault_Handler(void);

void Reset_Handler(void)
{
	uint32_t *to, *from = _sidata;

	for (to = _sdata; to < _edata; )
		*to++ = *from++;
	for (to = _sbss; to < _ebss; )
		*to++ = 0;
	main();
}

void HardFault_Handler(void)
{
	for (;;)
		;
}

static void *const vectors[16] __attribute__((section(".isr_vector"), used)) = {
	[0] = _estack,
	[1] = Reset_Handler,
	[2 ... 15] = HardFault_Handler,
};
