/*
 * STM32MP1 universal synchronous/asynchronous receiver transmitter (USART)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef HW_STM32MP1_USART_H
#define HW_STM32MP1_USART_H

#include "chardev/char-fe.h"
#include "hw/sysbus.h"
#include "qom/object.h"
#include "compat.h"

/*
 * + sysbus MMIO region 0: the registers
 * + sysbus IRQ 0: the interrupt
 * + QOM property "chardev": the other end of the line
 */
#define TYPE_STM32MP1_USART "stm32mp1-usart"
OBJECT_DECLARE_SIMPLE_TYPE(STM32MP1USARTState, STM32MP1_USART)

#define STM32MP1_USART_FIFO 16

struct STM32MP1USARTState {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    CharBackend chr;
    qemu_irq irq;
    const char *name;           /* as in the machine's composition tree */

    uint32_t cr1;               /* USART_CR1 */
    uint32_t cr2;               /* USART_CR2 */
    uint32_t cr3;               /* USART_CR3 */
    uint32_t brr;               /* USART_BRR */
    uint32_t gtpr;              /* USART_GTPR */
    uint32_t rtor;              /* USART_RTOR */
    uint32_t presc;             /* USART_PRESC */
    uint32_t flags;             /* USART_ISR, what does not follow from below */
    uint32_t received;          /* bytes in @fifo, the oldest first */
    uint8_t fifo[STM32MP1_USART_FIFO];
};

#endif
