/*
 * STM32MP1 reset and clock control (RCC)
 *
 * Modelled: the reset and hold-boot of the Cortex-M4, the system reset, the
 * ready bits that software polls, the set/clear pairs, and the frequency of
 * mcu_ck and pclk1. Gating a clock or resetting a peripheral (the xxxENSETR and
 * xxxRSTSETR registers) is remembered but has no effect.
 *
 * Register names and bits are those of the reference manual, RM0436.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/units.h"
#include "hw/irq.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "hw/registerfields.h"
#include "migration/vmstate.h"
#include "compat.h"
#include "stm32mp1_rcc.h"
#include "stm32mp1_unmodelled.h"
#include "trace.h"

REG32(OCENSETR, 0x00c)
    FIELD(OCENSETR, HSION, 0, 1)
    FIELD(OCENSETR, CSION, 4, 1)
    FIELD(OCENSETR, HSEON, 8, 1)
REG32(OCENCLRR, 0x010)
REG32(HSICFGR, 0x018)
    FIELD(HSICFGR, HSIDIV, 0, 2)
REG32(MPCKSELR, 0x020)
REG32(ASSCKSELR, 0x024)
REG32(RCK12SELR, 0x028)
REG32(MPCKDIVR, 0x02c)
REG32(AXIDIVR, 0x030)
REG32(APB4DIVR, 0x03c)
REG32(APB5DIVR, 0x040)
REG32(RTCDIVR, 0x044)
REG32(MSSCKSELR, 0x048)
    FIELD(MSSCKSELR, MCUSSRC, 0, 2)
REG32(PLL1CR, 0x080)
    FIELD(PLL1CR, PLLON, 0, 1)
    FIELD(PLL1CR, PLL1RDY, 1, 1)
REG32(PLL1CFGR1, 0x084)
REG32(PLL1CFGR2, 0x088)
REG32(PLL1FRACR, 0x08c)
REG32(PLL2CR, 0x094)
REG32(PLL2CFGR1, 0x098)
REG32(PLL2CFGR2, 0x09c)
REG32(PLL2FRACR, 0x0a0)
REG32(CPERCKSELR, 0x0d0)
REG32(STGENCKSELR, 0x0d4)
REG32(MP_BOOTCR, 0x100)
REG32(MP_GCR, 0x10c)
    FIELD(MP_GCR, BOOT_MCU, 0, 1)
REG32(BDCR, 0x140)
    FIELD(BDCR, LSEON, 0, 1)
    FIELD(BDCR, LSERDY, 2, 1)
    FIELD(BDCR, RTCCKEN, 20, 1)
REG32(RDLSICR, 0x144)
    FIELD(RDLSICR, LSION, 0, 1)
    FIELD(RDLSICR, LSIRDY, 1, 1)
REG32(MP_APB5ENSETR, 0x208)
    FIELD(MP_APB5ENSETR, BSECEN, 16, 1)
    FIELD(MP_APB5ENSETR, STGENEN, 20, 1)
REG32(MP_GRSTCSETR, 0x404)
    FIELD(MP_GRSTCSETR, MPSYSRST, 0, 1)
    FIELD(MP_GRSTCSETR, MCURST, 1, 1)
REG32(MP_RSTSCLRR, 0x408)
REG32(OCRDYR, 0x808)
    FIELD(OCRDYR, HSIRDY, 0, 1)
    FIELD(OCRDYR, HSIDIVRDY, 2, 1)
    FIELD(OCRDYR, CSIRDY, 4, 1)
    FIELD(OCRDYR, HSERDY, 8, 1)
    FIELD(OCRDYR, MPUCKRDY, 23, 1)
    FIELD(OCRDYR, AXICKRDY, 24, 1)
REG32(RCK3SELR, 0x820)
    FIELD(RCK3SELR, PLL3SRC, 0, 2)
REG32(RCK4SELR, 0x824)
REG32(TIMG1PRER, 0x828)
REG32(TIMG2PRER, 0x82c)
REG32(MCUDIVR, 0x830)
    FIELD(MCUDIVR, MCUDIV, 0, 4)
REG32(APB1DIVR, 0x834)
    FIELD(APB1DIVR, APB1DIV, 0, 3)
REG32(APB2DIVR, 0x838)
REG32(APB3DIVR, 0x83c)
REG32(PLL3CR, 0x880)
REG32(PLL3CFGR1, 0x884)
    FIELD(PLL3CFGR1, DIVN, 0, 9)
    FIELD(PLL3CFGR1, DIVM3, 16, 6)
REG32(PLL3CFGR2, 0x888)
    FIELD(PLL3CFGR2, DIVP, 0, 7)
REG32(PLL3FRACR, 0x88c)
    FIELD(PLL3FRACR, FRACV, 3, 13)
    FIELD(PLL3FRACR, FRACLE, 16, 1)
REG32(PLL4CR, 0x894)
REG32(PLL4CFGR1, 0x898)
REG32(PLL4CFGR2, 0x89c)
REG32(UART24CKSELR, 0x8e8)
REG32(MP_APB1ENSETR, 0xa00)
    FIELD(MP_APB1ENSETR, UART4EN, 16, 1)
REG32(MC_RSTSCLRR, 0xc00)
    FIELD(MC_RSTSCLRR, MCURSTF, 5, 1)
    FIELD(MC_RSTSCLRR, WWDG1RSTF, 10, 1)
REG32(VERR, 0xff4)
REG32(IPIDR, 0xff8)
REG32(SIDR, 0xffc)

/* In selectors and dividers: the new setting is in use */
#define RDY BIT(31)

/* The same three choices in every selector */
enum { SRC_HSI, SRC_HSE, SRC_CSI, SRC_PLL3P };

#define HSI_HZ (64 * 1000 * 1000)
#define HSE_HZ (24 * 1000 * 1000)       /* the crystal of ST's boards */
#define CSI_HZ (4 * 1000 * 1000)

/* What the first-stage boot loader leaves on ST's boards */
static const struct {
    uint16_t offset;
    uint32_t value;
} boot_values[] = {
    { A_OCENSETR, R_OCENSETR_HSION_MASK | R_OCENSETR_CSION_MASK |
                  R_OCENSETR_HSEON_MASK },
    { A_MPCKSELR, RDY | 2 },            /* PLL1P */
    { A_ASSCKSELR, RDY | 2 },           /* PLL2P */
    { A_RCK12SELR, RDY | 1 },           /* HSE */
    { A_MPCKDIVR, RDY | 1 },
    { A_AXIDIVR, RDY },
    { A_APB4DIVR, RDY | 1 },
    { A_APB5DIVR, RDY | 2 },
    { A_RTCDIVR, 23 },                  /* HSE / 24 */
    { A_MSSCKSELR, RDY | SRC_PLL3P },
    /* PLL1: P (mpu_ck) 650 MHz */
    { A_PLL1CR, 0x13 },
    { A_PLL1CFGR1, 0x00020050 },
    { A_PLL1CFGR2, 0x00010100 },
    { A_PLL1FRACR, 0x00014000 },
    /* PLL2: P (axi_ck) 266.5 MHz, R (DDR) 533 MHz */
    { A_PLL2CR, 0x73 },
    { A_PLL2CFGR1, 0x00020041 },
    { A_PLL2CFGR2, 0x00000001 },
    { A_PLL2FRACR, 0x0001a000 },
    { A_CPERCKSELR, 2 },                /* HSE */
    { A_STGENCKSELR, 1 },               /* HSE */
    { A_BDCR, R_BDCR_RTCCKEN_MASK },
    { A_MP_APB5ENSETR, R_MP_APB5ENSETR_BSECEN_MASK |
                       R_MP_APB5ENSETR_STGENEN_MASK },
    { A_RCK3SELR, RDY | SRC_HSE },
    { A_RCK4SELR, RDY | SRC_HSE },
    { A_TIMG1PRER, RDY },
    { A_TIMG2PRER, RDY },
    { A_MCUDIVR, RDY },
    { A_APB1DIVR, RDY | 1 },
    { A_APB2DIVR, RDY | 1 },
    { A_APB3DIVR, RDY | 1 },
    /* PLL3: P (mcu_ck) 208.9 MHz, Q 24.6 MHz, R 11.3 MHz */
    { A_PLL3CR, 0x73 },
    { A_PLL3CFGR1, 0x01010021 },
    { A_PLL3CFGR2, 0x00241001 },
    { A_PLL3FRACR, 0x0001d020 },
    /* PLL4: P 99 MHz, Q and R 74.25 MHz */
    { A_PLL4CR, 0x73 },
    { A_PLL4CFGR1, 0x00030062 },
    { A_PLL4CFGR2, 0x00070705 },
    { A_UART24CKSELR, 2 },              /* HSI */
    { A_MP_APB1ENSETR, R_MP_APB1ENSETR_UART4EN_MASK },
};

static uint32_t *reg(STM32MP1RCCState *s, hwaddr offset)
{
    return &s->value[offset / 4];
}

#define GET(s, reg_, field) FIELD_EX32(*reg(s, A_##reg_), reg_, field)

static uint64_t source_hz(STM32MP1RCCState *s, unsigned int source)
{
    switch (source) {
    case SRC_HSI:
        return HSI_HZ >> GET(s, HSICFGR, HSIDIV);
    case SRC_HSE:
        return HSE_HZ;
    case SRC_CSI:
        return CSI_HZ;
    default:
        return 0;
    }
}

/* Reference / (DIVM3 + 1) * (DIVN + 1 + FRACV / 2^13) / (DIVP + 1) */
static uint64_t pll3_p_hz(STM32MP1RCCState *s)
{
    uint64_t reference = source_hz(s, GET(s, RCK3SELR, PLL3SRC));
    uint64_t times = (uint64_t)(GET(s, PLL3CFGR1, DIVN) + 1) << 13;

    if (!FIELD_EX32(*reg(s, A_PLL3CR), PLL1CR, PLLON)) {
        return 0;
    }
    if (GET(s, PLL3FRACR, FRACLE)) {
        times += GET(s, PLL3FRACR, FRACV);
    }
    return (reference * times >> 13) / (GET(s, PLL3CFGR1, DIVM3) + 1) /
           (GET(s, PLL3CFGR2, DIVP) + 1);
}

static void compute_clocks(STM32MP1RCCState *s, uint64_t *mcu, uint64_t *pclk1)
{
    unsigned int source = GET(s, MSSCKSELR, MCUSSRC);

    *mcu = source == SRC_PLL3P ? pll3_p_hz(s) : source_hz(s, source);
    *mcu >>= MIN(GET(s, MCUDIVR, MCUDIV), 9);
    *pclk1 = *mcu >> MIN(GET(s, APB1DIVR, APB1DIV), 4);
}

static void update_clocks(STM32MP1RCCState *s)
{
    uint64_t mcu, pclk1;
    bool mcu_changed, pclk1_changed;

    compute_clocks(s, &mcu, &pclk1);
    mcu_changed = clock_set_hz(s->mcu_ck, mcu);
    pclk1_changed = clock_set_hz(s->pclk1, pclk1);
    if (mcu_changed || pclk1_changed) {
        trace_stm32mp1_rcc_clocks(mcu, pclk1);
    }
    if (mcu_changed) {
        clock_propagate(s->mcu_ck);
    }
    if (pclk1_changed) {
        clock_propagate(s->pclk1);
    }
}

static void set_mcu_run(STM32MP1RCCState *s, bool run)
{
    s->mcu_run = run;
    trace_stm32mp1_rcc_mcu(run, *reg(s, A_MC_RSTSCLRR));
    for (unsigned int i = 0; i < STM32MP1_RCC_MCU_RUN_LINES; i++) {
        qemu_set_irq(s->mcu_run_line[i], run);
    }
}

/* mcu_rst: after it the core runs only if BOOT_MCU lets it, else it is held */
static void reset_mcu(STM32MP1RCCState *s, uint32_t flag)
{
    *reg(s, A_MC_RSTSCLRR) |= flag;
    if (s->mcu_run) {
        set_mcu_run(s, false);
    }
    if (GET(s, MP_GCR, BOOT_MCU)) {
        set_mcu_run(s, true);
    }
}

static void reset_system(const char *by)
{
    trace_stm32mp1_rcc_system_reset(by);
    qemu_system_reset_request(SHUTDOWN_CAUSE_GUEST_RESET);
}

static void stm32mp1_rcc_wwdg1_reset(void *opaque, int n, int level)
{
    if (level) {
        reset_mcu(opaque, R_MC_RSTSCLRR_WWDG1RSTF_MASK);
    }
}

static void stm32mp1_rcc_mcu_sysresetreq(void *opaque, int n, int level)
{
    if (level) {
        reset_system("the Cortex-M4's SYSRESETREQ");
    }
}

/* Where there are registers, from first to last */
static const struct {
    uint16_t first;
    uint16_t last;
} ranges[] = {
    { 0x000, 0x000 },           /* TZCR */
    { 0x00c, 0x010 },           /* OCENSETR, OCENCLRR */
    { 0x018, 0x030 },           /* HSICFGR ... AXIDIVR */
    { 0x03c, 0x048 },           /* APB4DIVR ... MSSCKSELR */
    { 0x080, 0x0a4 },           /* PLL1CR ... PLL2CSGR */
    { 0x0c0, 0x0d8 },           /* I2C46CKSELR ... DDRITFCR */
    { 0x100, 0x114 },           /* MP_BOOTCR ... MP_APRSTSR */
    { 0x140, 0x144 },           /* BDCR, RDLSICR */
    { 0x180, 0x1a4 },           /* APB4RSTSETR ... TZAHB6RSTCLRR */
    { 0x200, 0x224 },           /* MP_APB4ENSETR ... MP_TZAHB6ENCLRR */
    { 0x280, 0x29c },           /* MC_APB4ENSETR ... MC_AHB6ENCLRR */
    { 0x300, 0x324 },           /* MP_APB4LPENSETR ... MP_TZAHB6LPENCLRR */
    { 0x380, 0x39c },           /* MC_APB4LPENSETR ... MC_AHB6LPENCLRR */
    { 0x400, 0x420 },           /* BR_RSTSCLRR ... MP_RSTSSETR */
    { 0x800, 0x80c },           /* MCO1CFGR ... DBGCFGR */
    { 0x820, 0x83c },           /* RCK3SELR ... APB3DIVR */
    { 0x880, 0x8a4 },           /* PLL3CR ... PLL4CSGR */
    { 0x8c0, 0x904 },           /* I2C12CKSELR ... FMCCKSELR */
    { 0x90c, 0x90c },           /* FDCANCKSELR */
    { 0x914, 0x934 },           /* SPDIFCKSELR ... LPTIM1CKSELR */
    { 0x980, 0x9ac },           /* APB1RSTSETR ... AHB4RSTCLRR */
    { 0xa00, 0xa2c },           /* MP_APB1ENSETR ... MP_AHB4ENCLRR */
    { 0xa38, 0xa3c },           /* MP_MLAHBENSETR, MP_MLAHBENCLRR */
    { 0xa80, 0xabc },           /* MC_APB1ENSETR ... MC_MLAHBENCLRR */
    { 0xb00, 0xb3c },           /* MP_APB1LPENSETR ... MP_MLAHBLPENCLRR */
    { 0xb80, 0xbbc },           /* MC_APB1LPENSETR ... MC_MLAHBLPENCLRR */
    { 0xc00, 0xc00 },           /* MC_RSTSCLRR */
    { 0xc14, 0xc18 },           /* MC_CIER, MC_CIFR */
    { 0xff4, 0xffc },           /* VERR, IPIDR, SIDR */
};

static bool has_register(hwaddr offset)
{
    for (unsigned int i = 0; i < ARRAY_SIZE(ranges); i++) {
        if (offset >= ranges[i].first && offset <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* Pairs of a xxxSETR register and, 4 bytes behind it, its xxxCLRR register */
static bool is_set_clear_pair(hwaddr offset)
{
    switch (offset) {
    case 0x180 ... 0x1af:       /* MP_APB4RSTSETR ... MP_TZAHB6RSTCLRR */
    case 0x200 ... 0x3ff:       /* MP_APB4ENSETR ... MC_AHB6LPENCLRR */
    case 0x980 ... 0x9bf:       /* APB1RSTSETR ... AHB4RSTCLRR */
    case 0xa00 ... 0xbff:       /* MP_APB1ENSETR ... MC_AXIMLPENCLRR */
        return true;
    default:
        return false;
    }
}

static uint32_t ready_oscillators(STM32MP1RCCState *s)
{
    uint32_t ready = R_OCRDYR_MPUCKRDY_MASK | R_OCRDYR_AXICKRDY_MASK;

    if (GET(s, OCENSETR, HSION)) {
        ready |= R_OCRDYR_HSIRDY_MASK | R_OCRDYR_HSIDIVRDY_MASK;
    }
    if (GET(s, OCENSETR, CSION)) {
        ready |= R_OCRDYR_CSIRDY_MASK;
    }
    if (GET(s, OCENSETR, HSEON)) {
        ready |= R_OCRDYR_HSERDY_MASK;
    }
    return ready;
}

static uint64_t stm32mp1_rcc_read(void *opaque, hwaddr offset, unsigned size)
{
    STM32MP1RCCState *s = opaque;
    uint64_t value;

    if (!has_register(offset)) {
        stm32mp1_unmodelled_register(s->mmio.addr + offset, false);
    }
    switch (offset) {
    case A_OCENCLRR:
        value = *reg(s, A_OCENSETR);
        break;
    case A_OCRDYR:
        value = ready_oscillators(s);
        break;
    case A_MP_GRSTCSETR:        /* what it starts is over at once */
        value = 0;
        break;
    case A_VERR:
        value = 0x11;           /* 1.1 */
        break;
    case A_IPIDR:
        value = 0x00000001;
        break;
    case A_SIDR:
        value = 0xa3c5dd04;
        break;
    default:
        value = *reg(s, is_set_clear_pair(offset) ? offset & ~4 : offset);
    }
    trace_stm32mp1_rcc_read(offset, value);
    return value;
}

static void stm32mp1_rcc_write(void *opaque, hwaddr offset, uint64_t value,
                               unsigned size)
{
    STM32MP1RCCState *s = opaque;

    trace_stm32mp1_rcc_write(offset, value);

    if (!has_register(offset)) {
        stm32mp1_unmodelled_register(s->mmio.addr + offset, true);
        return;
    }
    if (is_set_clear_pair(offset)) {
        if (offset & 4) {
            *reg(s, offset & ~4) &= ~value;
        } else {
            *reg(s, offset) |= value;
        }
        return;
    }

    switch (offset) {
    case A_OCENSETR:
        *reg(s, A_OCENSETR) |= value;
        break;
    case A_OCENCLRR:
        *reg(s, A_OCENSETR) &= ~value;
        break;
    case A_MPCKSELR:
    case A_ASSCKSELR:
    case A_RCK12SELR:
    case A_MPCKDIVR:
    case A_AXIDIVR:
    case A_APB4DIVR:
    case A_APB5DIVR:
    case A_MSSCKSELR:
    case A_RCK3SELR:
    case A_RCK4SELR:
    case A_TIMG1PRER:
    case A_TIMG2PRER:
    case A_MCUDIVR:
    case A_APB1DIVR:
    case A_APB2DIVR:
    case A_APB3DIVR:
        *reg(s, offset) = value | RDY;
        update_clocks(s);
        break;
    case A_PLL1CR:
    case A_PLL2CR:
    case A_PLL3CR:
    case A_PLL4CR:
        /* Locked as soon as it is on; the four have the same bits */
        value = FIELD_DP32(value, PLL1CR, PLL1RDY,
                           FIELD_EX32(value, PLL1CR, PLLON));
        *reg(s, offset) = value;
        update_clocks(s);
        break;
    case A_HSICFGR:
    case A_PLL3CFGR1:
    case A_PLL3CFGR2:
    case A_PLL3FRACR:
        *reg(s, offset) = value;
        update_clocks(s);
        break;
    case A_MP_GCR:
        *reg(s, offset) = value & R_MP_GCR_BOOT_MCU_MASK;
        /* Only releases: to hold the core takes a reset as well */
        if (GET(s, MP_GCR, BOOT_MCU) && !s->mcu_run) {
            set_mcu_run(s, true);
        }
        break;
    case A_BDCR:
        *reg(s, offset) = FIELD_DP32(value, BDCR, LSERDY,
                                     FIELD_EX32(value, BDCR, LSEON));
        break;
    case A_RDLSICR:
        *reg(s, offset) = FIELD_DP32(value, RDLSICR, LSIRDY,
                                     FIELD_EX32(value, RDLSICR, LSION));
        break;
    case A_MP_GRSTCSETR:
        if (value & R_MP_GRSTCSETR_MPSYSRST_MASK) {
            reset_system("RCC_MP_GRSTCSETR.MPSYSRST");
        }
        if (value & R_MP_GRSTCSETR_MCURST_MASK) {
            reset_mcu(s, R_MC_RSTSCLRR_MCURSTF_MASK);
        }
        break;
    case A_MP_RSTSCLRR:         /* a 1 clears */
    case A_MC_RSTSCLRR:
        *reg(s, offset) &= ~value;
        break;
    case A_OCRDYR:              /* read-only */
    case A_VERR:
    case A_IPIDR:
    case A_SIDR:
        break;
    default:
        *reg(s, offset) = value;
    }
}

static const MemoryRegionOps stm32mp1_rcc_ops = {
    .read = stm32mp1_rcc_read,
    .write = stm32mp1_rcc_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 4, .max_access_size = 4 },
};

static void stm32mp1_rcc_reset_enter(Object *obj, ResetType type)
{
    STM32MP1RCCState *s = STM32MP1_RCC(obj);

    memset(s->value, 0, sizeof(s->value));
    for (unsigned int i = 0; i < ARRAY_SIZE(boot_values); i++) {
        *reg(s, boot_values[i].offset) = boot_values[i].value;
    }
    s->mcu_run = false;
}

static void stm32mp1_rcc_reset_hold(RESET_PHASE_PARAMS)
{
    update_clocks(STM32MP1_RCC(obj));
}

/*
 * A boot loader that starts the Cortex-M4 does it as the last thing: when all
 * other devices are out of reset. It clears BOOT_MCU again, so that a reset by
 * the watchdog leaves the core held.
 */
static void stm32mp1_rcc_reset_exit(RESET_PHASE_PARAMS)
{
    STM32MP1RCCState *s = STM32MP1_RCC(obj);

    /* An incoming migration brings the state of the core and its memory */
    if (s->mcu_started && !runstate_check(RUN_STATE_INMIGRATE)) {
        set_mcu_run(s, true);
    }
}

static void stm32mp1_rcc_init(Object *obj)
{
    STM32MP1RCCState *s = STM32MP1_RCC(obj);
    DeviceState *dev = DEVICE(obj);

    memory_region_init_io(&s->mmio, obj, &stm32mp1_rcc_ops, s,
                          TYPE_STM32MP1_RCC, STM32MP1_RCC_SIZE);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
    qdev_init_gpio_out_named(dev, s->mcu_run_line, "mcu-run",
                             STM32MP1_RCC_MCU_RUN_LINES);
    qdev_init_gpio_in_named(dev, stm32mp1_rcc_wwdg1_reset, "wwdg1-reset", 1);
    qdev_init_gpio_in_named(dev, stm32mp1_rcc_mcu_sysresetreq,
                            "mcu-sysresetreq", 1);
    s->mcu_ck = qdev_init_clock_out(dev, "mcu");
    s->pclk1 = qdev_init_clock_out(dev, "pclk1");
}

/*
 * The devices that use the clocks migrate their own state: nothing is
 * propagated
 */
static int stm32mp1_rcc_post_load(void *opaque, int version_id)
{
    STM32MP1RCCState *s = opaque;
    uint64_t mcu, pclk1;

    compute_clocks(s, &mcu, &pclk1);
    clock_set_hz(s->mcu_ck, mcu);
    clock_set_hz(s->pclk1, pclk1);
    return 0;
}

static const VMStateDescription vmstate_stm32mp1_rcc = {
    .name = TYPE_STM32MP1_RCC,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = stm32mp1_rcc_post_load,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32_ARRAY(value, STM32MP1RCCState, STM32MP1_RCC_SIZE / 4),
        VMSTATE_BOOL(mcu_run, STM32MP1RCCState),
        VMSTATE_END_OF_LIST()
    },
};

static ConstProperty stm32mp1_rcc_properties[] = {
    DEFINE_PROP_BOOL("mcu-started", STM32MP1RCCState, mcu_started, false),
    PROPERTIES_END
};

static void stm32mp1_rcc_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    dc->vmsd = &vmstate_stm32mp1_rcc;
    device_class_set_props(dc, stm32mp1_rcc_properties);
    rc->phases.enter = stm32mp1_rcc_reset_enter;
    rc->phases.hold = stm32mp1_rcc_reset_hold;
    rc->phases.exit = stm32mp1_rcc_reset_exit;
}

static const TypeInfo stm32mp1_rcc_types[] = {
    {
        .name = TYPE_STM32MP1_RCC,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(STM32MP1RCCState),
        .instance_init = stm32mp1_rcc_init,
        .class_init = stm32mp1_rcc_class_init,
    },
};

DEFINE_TYPES(stm32mp1_rcc_types)
