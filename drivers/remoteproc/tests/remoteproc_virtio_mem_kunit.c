// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for the memory of vdevs
 */

#include <linux/dma-mapping.h>
#include <linux/ioport.h>
#include <linux/limits.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>

#include <kunit/platform_device.h>
#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

struct region {
	const char *desc;
	u64 start;
	u64 size;
	u64 limit;
	int ret;
};

static const struct region regions[] = {
	{ "vring below 4 GiB", SZ_2G, SZ_4K, U32_MAX, 0 },
	{ "vring up to 4 GiB", SZ_4G - SZ_4K, SZ_4K, U32_MAX, 0 },
	{ "vring across 4 GiB", SZ_4G - SZ_4K, SZ_8K, U32_MAX, -ERANGE },
	{ "vring above 4 GiB", SZ_4G, SZ_4K, U32_MAX, -ERANGE },
	{ "pool below 4 GiB", SZ_2G, SZ_4K, U64_MAX, 0 },
	{ "pool across 4 GiB", SZ_4G - SZ_4K, SZ_8K, U64_MAX, 0 },
	{ "pool above 4 GiB", SZ_4G, SZ_4K, U64_MAX, 0 },
};

KUNIT_ARRAY_PARAM_DESC(region, regions, desc);

/* Only the descriptor of a vring limits a device address to 32 bits. */
static void region_has_device_address(struct kunit *test)
{
	const struct region *region = test->param_value;
	u64 last = region->start + region->size - 1;
	struct platform_device *pdev;
	dma_addr_t da = 0;
	struct resource res = DEFINE_RES_MEM_NAMED(region->start, region->size, "test");

	/* DMA_MAPPING_ERROR is the last address of 32 bits */
	if ((phys_addr_t)last != last || (dma_addr_t)last != last ||
	    (dma_addr_t)last == DMA_MAPPING_ERROR)
		kunit_skip(test, "needs addresses of 64 bits");

	pdev = kunit_platform_device_alloc(test, "rproc-virtio-kunit-mem", PLATFORM_DEVID_AUTO);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, pdev);
	KUNIT_ASSERT_EQ(test, kunit_platform_device_add(test, pdev), 0);

	KUNIT_EXPECT_EQ(test, rproc_vdev_region_da(&pdev->dev, &res, region->limit, &da),
			region->ret);
	if (!region->ret)
		KUNIT_EXPECT_EQ(test, da, region->start);
}

static struct kunit_case mem_test_cases[] = {
	KUNIT_CASE_PARAM(region_has_device_address, region_gen_params),
	{}
};

static struct kunit_suite mem_test_suite = {
	.name = "remoteproc_virtio_mem",
	.test_cases = mem_test_cases,
};

kunit_test_suite(mem_test_suite);
