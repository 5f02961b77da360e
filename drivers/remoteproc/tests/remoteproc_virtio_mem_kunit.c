// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for the memory of vdevs
 */

#include <linux/dma-mapping.h>
#include <linux/ioport.h>
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
	unsigned int idx;
	unsigned int num;
	u64 start;
	u64 size;
	int ret;
};

static const struct region regions[] = {
	{ "vring below 4 GiB", 0, 3, SZ_2G, SZ_4K, 0 },
	{ "vring up to 4 GiB", 0, 3, SZ_4G - SZ_4K, SZ_4K, 0 },
	{ "vring across 4 GiB", 0, 3, SZ_4G - SZ_4K, SZ_8K, -ERANGE },
	{ "vring above 4 GiB", 0, 3, SZ_4G, SZ_4K, -ERANGE },
	{ "last vring above 4 GiB", 1, 3, SZ_4G, SZ_4K, -ERANGE },
	{ "pool below 4 GiB", 2, 3, SZ_2G, SZ_4K, 0 },
	{ "pool across 4 GiB", 2, 3, SZ_4G - SZ_4K, SZ_8K, 0 },
	{ "pool above 4 GiB", 2, 3, SZ_4G, SZ_4K, 0 },
	{ "only region above 4 GiB", 0, 1, SZ_4G, SZ_4K, 0 },
};

KUNIT_ARRAY_PARAM_DESC(region, regions, desc);

/* Only the descriptor of a vring limits a device address to 32 bits. */
static void region_has_device_address(struct kunit *test)
{
	const struct region *region = test->param_value;
	u64 last = region->start + region->size - 1;
	struct rproc_vdev *rvdev;
	dma_addr_t da = 0;
	struct resource res = DEFINE_RES_MEM_NAMED(region->start, region->size, "test");

	/* DMA_MAPPING_ERROR is the last address of 32 bits */
	if ((phys_addr_t)last != last || (dma_addr_t)last != last ||
	    (dma_addr_t)last == DMA_MAPPING_ERROR)
		kunit_skip(test, "needs addresses of 64 bits");

	rvdev = kunit_kzalloc(test, sizeof(*rvdev), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	rvdev->num_regions = region->num;
	rvdev->pdev = kunit_platform_device_alloc(test, "rproc-virtio-kunit-mem",
						  PLATFORM_DEVID_AUTO);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, rvdev->pdev);
	KUNIT_ASSERT_EQ(test, kunit_platform_device_add(test, rvdev->pdev), 0);

	KUNIT_EXPECT_EQ(test, rproc_vdev_region_da(rvdev, region->idx, &res, &da), region->ret);
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
