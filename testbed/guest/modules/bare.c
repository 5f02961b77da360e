// SPDX-License-Identifier: GPL-2.0-only
/*
 * A remote processor that is memory only, without operations of its own but start, stop
 * and the way to that memory: what the core does for drivers that leave all to it. It
 * takes the firmware of the Cortex-M4.
 */

#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>
#include <linux/vmalloc.h>

static const struct {
	u64 da;
	size_t size;
} windows[] = {
	{ 0x00000000, SZ_64K },		/* RETRAM */
	{ 0x10000000, SZ_256K },	/* MCU SRAM 1 and 2 */
};

static void *memory[ARRAY_SIZE(windows)];
static struct platform_device *pdev;
static struct rproc *rproc;

static int bare_start(struct rproc *rproc)
{
	return 0;
}

static int bare_stop(struct rproc *rproc)
{
	return 0;
}

static void *bare_da_to_va(struct rproc *rproc, u64 da, size_t len, bool *is_iomem)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(windows); i++)
		if (da >= windows[i].da && len <= windows[i].size &&
		    da - windows[i].da <= windows[i].size - len)
			return memory[i] + (da - windows[i].da);

	return NULL;
}

static const struct rproc_ops bare_ops = {
	.start = bare_start,
	.stop = bare_stop,
	.da_to_va = bare_da_to_va,
};

static void bare_free(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(windows); i++)
		vfree(memory[i]);
}

static int __init bare_init(void)
{
	unsigned int i;
	int ret = -ENOMEM;

	for (i = 0; i < ARRAY_SIZE(windows); i++) {
		memory[i] = vzalloc(windows[i].size);
		if (!memory[i])
			goto free;
	}

	pdev = platform_device_register_simple("bare", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(pdev)) {
		ret = PTR_ERR(pdev);
		goto free;
	}

	rproc = rproc_alloc(&pdev->dev, "bare", &bare_ops, NULL, 0);
	if (!rproc)
		goto unregister;
	rproc->auto_boot = false;

	ret = rproc_add(rproc);
	if (ret)
		goto put;

	return 0;

put:
	rproc_free(rproc);
unregister:
	platform_device_unregister(pdev);
free:
	bare_free();
	return ret;
}
module_init(bare_init);

static void __exit bare_exit(void)
{
	rproc_del(rproc);
	rproc_free(rproc);
	platform_device_unregister(pdev);
	bare_free();
}
module_exit(bare_exit);

MODULE_DESCRIPTION("A remote processor with the default operations, for tests");
MODULE_LICENSE("GPL");
