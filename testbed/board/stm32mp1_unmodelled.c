/*
 * STM32MP1 peripherals, and registers of others, that are not modelled
 *
 * Reads are 0 and writes have no effect. The first access of a processor to such
 * a peripheral is a warning on QEMU's error output, as software that waits for a
 * bit there would hang silently. In a peripheral that is modelled, the first
 * read and the first write of each register are. -d unimp logs every access.
 *
 * The names are those of the memory map in the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/error-report.h"
#include "qemu/log.h"
#include "hw/core/cpu.h"
#include "stm32mp1_unmodelled.h"

#define PAGE 0x1000
#define CORES 2                 /* the Cortex-A7s, as one, and the Cortex-M4 */

/* Warnings about one peripheral for each core: software may clear all of it */
#define MAX_REGISTERS 16

/* In the order of the addresses; one that is modelled has registers that are not */
typedef struct {
    hwaddr base;
    const char *name;
    unsigned int pages;         /* 0 means 1 */
} Peripheral;

static const Peripheral peripherals[] = {
    { 0x40000000, "TIM2" }, { 0x40001000, "TIM3" }, { 0x40002000, "TIM4" },
    { 0x40003000, "TIM5" }, { 0x40004000, "TIM6" }, { 0x40005000, "TIM7" },
    { 0x40006000, "TIM12" }, { 0x40007000, "TIM13" }, { 0x40008000, "TIM14" },
    { 0x40009000, "LPTIM1" }, { 0x4000a000, "WWDG1" },
    { 0x4000b000, "SPI2/I2S2" }, { 0x4000c000, "SPI3/I2S3" },
    { 0x4000d000, "SPDIFRX" }, { 0x4000e000, "USART2" },
    { 0x4000f000, "USART3" }, { 0x40010000, "UART4" }, { 0x40011000, "UART5" },
    { 0x40012000, "I2C1" }, { 0x40013000, "I2C2" }, { 0x40014000, "I2C3" },
    { 0x40015000, "I2C5" }, { 0x40016000, "CEC" },
    { 0x40017000, "DAC" }, { 0x40018000, "UART7" }, { 0x40019000, "UART8" },
    { 0x4001c000, "MDIOS" },
    { 0x44000000, "TIM1" }, { 0x44001000, "TIM8" }, { 0x44003000, "USART6" },
    { 0x44004000, "SPI1/I2S1" }, { 0x44005000, "SPI4" },
    { 0x44006000, "TIM15" }, { 0x44007000, "TIM16" }, { 0x44008000, "TIM17" },
    { 0x44009000, "SPI5" }, { 0x4400a000, "SAI1" }, { 0x4400b000, "SAI2" },
    { 0x4400c000, "SAI3" }, { 0x4400d000, "DFSDM" }, { 0x4400e000, "FDCAN1" },
    { 0x4400f000, "FDCAN2" }, { 0x44010000, "FDCAN CCU" },
    { 0x44011000, "FDCAN SRAM", 3 },
    { 0x48000000, "DMA1" }, { 0x48001000, "DMA2" }, { 0x48002000, "DMAMUX" },
    { 0x48003000, "ADC" }, { 0x48004000, "SDMMC3", 2 },
    { 0x49000000, "OTG", 64 },
    { 0x4c000000, "HSEM" }, { 0x4c001000, "IPCC" }, { 0x4c002000, "HASH2" },
    { 0x4c003000, "RNG2" }, { 0x4c004000, "CRC2" }, { 0x4c005000, "CRYP2" },
    { 0x4c006000, "DCMI" },
    { 0x50000000, "RCC" }, { 0x50001000, "PWR" }, { 0x50002000, "GPIOA" },
    { 0x50003000, "GPIOB" }, { 0x50004000, "GPIOC" }, { 0x50005000, "GPIOD" },
    { 0x50006000, "GPIOE" }, { 0x50007000, "GPIOF" }, { 0x50008000, "GPIOG" },
    { 0x50009000, "GPIOH" }, { 0x5000a000, "GPIOI" }, { 0x5000b000, "GPIOJ" },
    { 0x5000c000, "GPIOK" }, { 0x5000d000, "EXTI" },
    { 0x50020000, "SYSCFG" }, { 0x50021000, "LPTIM2" },
    { 0x50022000, "LPTIM3" }, { 0x50023000, "LPTIM4" },
    { 0x50024000, "LPTIM5" }, { 0x50025000, "VREFBUF" },
    { 0x50027000, "SAI4" }, { 0x50028000, "DTS" }, { 0x5002a000, "HDP" },
    { 0x50081000, "DBGMCU" },
    { 0x54000000, "BKPSRAM" }, { 0x54001000, "CRYP1" }, { 0x54002000, "HASH1" },
    { 0x54003000, "RNG1" }, { 0x54004000, "GPIOZ" },
    { 0x57000000, "AXIMC", 256 },
    { 0x58000000, "MDMA" }, { 0x58002000, "FMC" }, { 0x58003000, "QUADSPI" },
    { 0x58005000, "SDMMC1", 2 }, { 0x58007000, "SDMMC2", 2 },
    { 0x58009000, "CRC1" }, { 0x5800a000, "ETH", 2 },
    { 0x5800c000, "USBH_OHCI" }, { 0x5800d000, "USBH_EHCI" },
    { 0x59000000, "GPU", 64 },
    { 0x5a000000, "DSI" }, { 0x5a001000, "LTDC" }, { 0x5a002000, "IWDG2" },
    { 0x5a003000, "DDRCTRL" }, { 0x5a004000, "DDRPHYC" },
    { 0x5a005000, "STGENR" }, { 0x5a006000, "USBPHYC" },
    { 0x5a007000, "DDRPERFM" },
    { 0x5c000000, "USART1" }, { 0x5c001000, "SPI6" }, { 0x5c002000, "I2C4" },
    { 0x5c003000, "IWDG1" }, { 0x5c004000, "RTC" }, { 0x5c005000, "BSEC" },
    { 0x5c006000, "TZC" }, { 0x5c007000, "ETZPC" }, { 0x5c008000, "STGENC" },
    { 0x5c009000, "I2C6" }, { 0x5c00a000, "TAMP" },
    /* On the Cortex-M4's private peripheral bus */
    { 0xe0000000, "ITM" }, { 0xe0001000, "DWT" }, { 0xe0002000, "FPB" },
    { 0xe000e000, "SCS" }, { 0xe0040000, "TPIU" }, { 0xe0041000, "ETM" },
    { 0xe00ff000, "ROM table" },
};

static const Peripheral *find_peripheral(hwaddr addr)
{
    for (unsigned int i = 0; i < ARRAY_SIZE(peripherals); i++) {
        if (addr - peripherals[i].base <
            MAX(peripherals[i].pages, 1) * PAGE) {
            return &peripherals[i];
        }
    }
    return NULL;
}

/* Bits of a key above the address */
enum { KEY_CORE = 32, KEY_WRITE = 33, KEY_REGISTER = 34 };

/* Has nothing been said about @key so far? */
static bool is_new(uint64_t key)
{
    static GHashTable *said;
    int64_t value = key;

    if (!said) {
        said = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    }
    return g_hash_table_add(said, g_memdup2(&value, sizeof(value)));
}

static unsigned int core_number(void)
{
    return current_cpu->cluster_index != 0;
}

static const char *core_name(void)
{
    return core_number() ? "M4" : "A7";
}

/* @what: "TIM6 at ", or "" */
static void report(const char *what, hwaddr addr, bool write, bool warn)
{
    g_autofree char *text = g_strdup_printf("%s %s %s0x%08" HWADDR_PRIx
                                            ": not modelled", core_name(),
                                            write ? "writes" : "reads", what,
                                            addr);

    qemu_log_mask(LOG_UNIMP, "%s\n", text);
    if (warn) {
        warn_report("%s", text);
    }
}

void stm32mp1_unmodelled_access(hwaddr addr, bool write)
{
    const Peripheral *found = find_peripheral(addr);
    g_autofree char *what = found ? g_strdup_printf("%s at ", found->name)
                                  : g_strdup("");
    uint64_t key = found ? found->base : addr / PAGE * PAGE;

    /* A debugger or the monitor may look at everything */
    if (current_cpu) {
        key |= (uint64_t)core_number() << KEY_CORE;
        report(what, addr, write, is_new(key));
    }
}

/* Is it the first access, and are there not too many? */
static bool warn_of_register(const Peripheral *in, hwaddr addr, bool write)
{
    static unsigned int count[CORES][ARRAY_SIZE(peripherals)];
    unsigned int *n = &count[core_number()][in - peripherals];
    uint64_t key = (addr & ~3ull) | (uint64_t)core_number() << KEY_CORE |
                   (uint64_t)write << KEY_WRITE | 1ull << KEY_REGISTER;

    if (*n > MAX_REGISTERS || !is_new(key)) {
        return false;
    }
    if (++*n > MAX_REGISTERS) {
        warn_report("%s accesses more registers of %s: not modelled",
                    core_name(), in->name);
        return false;
    }
    return true;
}

void stm32mp1_unmodelled_register(hwaddr addr, bool write)
{
    const Peripheral *found = find_peripheral(addr);
    g_autofree char *what = NULL;

    if (!found) {
        stm32mp1_unmodelled_access(addr, write);
    } else if (current_cpu) {
        what = g_strdup_printf("%s + 0x%03" HWADDR_PRIx " at ", found->name,
                               addr - found->base);
        report(what, addr, write, warn_of_register(found, addr, write));
    }
}

static uint64_t unmodelled_read(void *opaque, hwaddr offset, unsigned size)
{
    MemoryRegion *region = opaque;

    stm32mp1_unmodelled_access(region->addr + offset, false);
    return 0;
}

static void unmodelled_write(void *opaque, hwaddr offset, uint64_t value,
                             unsigned size)
{
    MemoryRegion *region = opaque;

    stm32mp1_unmodelled_access(region->addr + offset, true);
}

static const MemoryRegionOps unmodelled_ops = {
    .read = unmodelled_read,
    .write = unmodelled_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8 },
    .impl = { .min_access_size = 1, .max_access_size = 8 },
};

void stm32mp1_unmodelled_init(MemoryRegion *region, Object *owner, uint64_t size)
{
    memory_region_init_io(region, owner, &unmodelled_ops, region, "unmodelled",
                          size);
}
