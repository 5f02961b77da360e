// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last log lines of a system that shuts down or starts another kernel, for
 * tests: the channels of the mailbox that can still interrupt it. All devices have
 * been shut down by then.
 */

#include <linux/bitmap.h>
#include <linux/clk.h>
#include <linux/io.h>
#include <linux/kmsg_dump.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_address.h>

#define IPCC_C1MR	0x004	/* a set bit masks: receive in the low half, transmit above */
#define IPCC_CHANNELS	0x3f

static void __iomem *ipcc;
static struct clk *ipcc_clk;

static void last_look_dump(struct kmsg_dumper *dumper, struct kmsg_dump_detail *detail)
{
	u32 open = ~readl(ipcc + IPCC_C1MR);
	unsigned long channels = (open | open >> 16) & IPCC_CHANNELS;

	pr_info("last_look: mailbox channels in use: %*pbl\n", 6, &channels);
}

static struct kmsg_dumper last_look_dumper = {
	.dump = last_look_dump,
	.max_reason = KMSG_DUMP_SHUTDOWN,
};

static int __init last_look_init(void)
{
	struct device_node *np;
	int ret;

	np = of_find_compatible_node(NULL, NULL, "st,stm32mp1-ipcc");
	if (!np)
		return -ENODEV;
	ipcc = of_iomap(np, 0);
	ipcc_clk = of_clk_get(np, 0);
	of_node_put(np);
	if (!ipcc || IS_ERR(ipcc_clk))
		return -ENODEV;

	/* the release of the last channel has disabled it */
	ret = clk_prepare_enable(ipcc_clk);
	if (ret)
		return ret;

	return kmsg_dump_register(&last_look_dumper);
}
module_init(last_look_init);
/* no exit: it waits for the end */

MODULE_DESCRIPTION("Says what is left in use when the system is down, for tests");
MODULE_LICENSE("GPL");
