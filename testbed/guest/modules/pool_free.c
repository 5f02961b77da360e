// SPDX-License-Identifier: GPL-2.0-only
/*
 * How much of a device's pool of coherent memory is free, for tests: the kernel shows
 * it nowhere. All of it is allocated, page by page, and freed again.
 *
 *	insmod pool_free.ko device=NAME    logs the number of pages
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/platform_device.h>

#define MAX_PAGES	1024

static char *device;
module_param(device, charp, 0444);
MODULE_PARM_DESC(device, "name of a platform device");

static struct {
	void *va;
	dma_addr_t dma;
} pages[MAX_PAGES];

static int __init pool_free_init(void)
{
	unsigned int num, i;
	struct device *dev;

	dev = device ? bus_find_device_by_name(&platform_bus_type, NULL, device) : NULL;
	if (!dev) {
		pr_err("device=%s: there is no such platform device\n", device);
		return -ENODEV;
	}

	for (num = 0; num < MAX_PAGES; num++) {
		pages[num].va = dma_alloc_coherent(dev, PAGE_SIZE, &pages[num].dma,
						   GFP_KERNEL | __GFP_NOWARN);
		if (!pages[num].va)
			break;
	}

	/* without a pool, the memory of the system has no end */
	if (num == MAX_PAGES)
		pr_err("%s: has no pool of less than %u pages\n", device, MAX_PAGES);
	else
		pr_info("%s: %u pages\n", device, num);

	for (i = 0; i < num; i++)
		dma_free_coherent(dev, PAGE_SIZE, pages[i].va, pages[i].dma);
	put_device(dev);

	return num == MAX_PAGES ? -EINVAL : 0;
}
module_init(pool_free_init);

static void __exit pool_free_exit(void)
{
}
module_exit(pool_free_exit);

MODULE_DESCRIPTION("Free memory in a device's pool, for tests");
MODULE_LICENSE("GPL");
