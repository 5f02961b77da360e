// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hardware semaphores of the STM32MP1 as the Cortex-A7s see them:
 *
 *	echo OFFSET > /sys/module/hsem/parameters/offset
 *	cat /sys/module/hsem/parameters/value		reads this register
 *	echo VALUE > /sys/module/hsem/parameters/value	writes it
 */

#include <linux/io.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

#define HSEM_BASE	0x4c000000
#define HSEM_SIZE	0x400

static void __iomem *hsem;

static unsigned int offset;
module_param(offset, uint, 0600);

static int value_set(const char *text, const struct kernel_param *kp)
{
	u32 value;
	int ret;

	ret = kstrtou32(text, 0, &value);
	if (ret)
		return ret;
	if (!hsem || offset >= HSEM_SIZE)
		return -EINVAL;
	writel(value, hsem + (offset & ~3));
	return 0;
}

static int value_get(char *text, const struct kernel_param *kp)
{
	if (!hsem || offset >= HSEM_SIZE)
		return -EINVAL;
	return sprintf(text, "%08x\n", readl(hsem + (offset & ~3)));
}

static const struct kernel_param_ops value_ops = {
	.set = value_set,
	.get = value_get,
};
module_param_cb(value, &value_ops, NULL, 0600);

static int __init hsem_init(void)
{
	hsem = ioremap(HSEM_BASE, HSEM_SIZE);
	return hsem ? 0 : -ENOMEM;
}
module_init(hsem_init);

static void __exit hsem_exit(void)
{
	iounmap(hsem);
}
module_exit(hsem_exit);

MODULE_DESCRIPTION("The hardware semaphores, for tests");
MODULE_LICENSE("GPL");
