// SPDX-License-Identifier: GPL-2.0-only
/*
 * Has the Cortex-M4 recover from crashes by detaching and attaching again, for
 * tests: drivers of other remote processors request that, stm32_rproc does not.
 */

#include <linux/bitops.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/remoteproc.h>

static int __init attach_recovery_init(void)
{
	struct device_node *np;
	struct rproc *rproc;

	np = of_find_compatible_node(NULL, NULL, "st,stm32mp1-m4");
	if (!np)
		return -ENODEV;

	rproc = rproc_get_by_phandle(np->phandle);
	of_node_put(np);
	if (!rproc)
		return -ENODEV;

	set_bit(RPROC_FEAT_ATTACH_ON_RECOVERY, rproc->features);
	rproc_put(rproc);

	return 0;
}
module_init(attach_recovery_init);

MODULE_DESCRIPTION("Recovery of the Cortex-M4 by attaching, for tests");
MODULE_LICENSE("GPL");
