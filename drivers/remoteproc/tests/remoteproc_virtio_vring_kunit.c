// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for vrings of remote processors
 */

#include <linux/cleanup.h>
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/virtio_ring.h>

#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

static void vring_test_cleanup(void *data)
{
	struct rproc *rproc = data;

	guard(mutex)(&rproc->lock);

	rproc->cached_table = NULL;
	rproc->table_ptr = NULL;
	rproc_resource_cleanup(rproc);
}

/* a vdev with two vrings that are not set up yet */
static struct rproc_vdev *vring_test_vdev(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	fake_table_make(test, 1, (u8[]){ 2 });
	rproc->table_ptr = fake_of(test)->table;
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, vring_test_cleanup, rproc), 0);

	rvdev = kunit_kzalloc(test, sizeof(*rvdev), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	rvdev->rproc = rproc;
	rvdev->pdev = to_platform_device(rproc->dev.parent);
	rvdev->ops = &rproc_vdev_legacy_ops;
	rvdev->rsc_offset = (void *)fake_table_vdev(test, 0) - (void *)rproc->table_ptr;
	rvdev->num_vrings = 2;
	rvdev->vring = kunit_kcalloc(test, 2, sizeof(*rvdev->vring), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, rvdev->vring);

	return rvdev;
}

static int parse(struct rproc_vdev *rvdev, struct fw_rsc_vdev *rsc, int i)
{
	guard(mutex)(&rvdev->rproc->lock);

	return rproc_parse_vring(rvdev, rsc, i);
}

static int parse_and_alloc(struct rproc_vdev *rvdev, struct fw_rsc_vdev *rsc, int i)
{
	guard(mutex)(&rvdev->rproc->lock);

	return rproc_parse_vring(rvdev, rsc, i) ?: rproc_alloc_vring(rvdev, i);
}

static void free_vring(struct rproc_vring *rvring)
{
	guard(mutex)(&rvring->rvdev->rproc->lock);

	rproc_free_vring(rvring);
}

struct vring_limit {
	const char *desc;
	u32 num;
	u32 align;
	int ret;
};

static const struct vring_limit vring_limits[] = {
	{ "no descriptors", 0, TEST_ALIGN, -EINVAL },
	{ "1 descriptor", 1, TEST_ALIGN, 0 },
	{ "2 descriptors", 2, TEST_ALIGN, 0 },
	{ "3 descriptors", 3, TEST_ALIGN, -EINVAL },
	{ "32767 descriptors", 32767, TEST_ALIGN, -EINVAL },
	{ "32768 descriptors", 32768, TEST_ALIGN, 0 },
	{ "32769 descriptors", 32769, TEST_ALIGN, -EINVAL },
	{ "65536 descriptors", 65536, TEST_ALIGN, -EINVAL },
	{ "2^31 descriptors", SZ_2G, TEST_ALIGN, -EINVAL },
	{ "2^32 - 1 descriptors", U32_MAX, TEST_ALIGN, -EINVAL },
	{ "alignment 0", 2, 0, -EINVAL },
	{ "alignment 1", 2, 1, -EINVAL },
	{ "alignment 2", 2, 2, -EINVAL },
	{ "alignment 3", 2, 3, -EINVAL },
	{ "alignment 4", 2, 4, 0 },
	{ "alignment 6", 2, 6, -EINVAL },
	{ "alignment 4096", 2, SZ_4K, 0 },
	{ "alignment 2^20", 2, SZ_1M, 0 },
	{ "alignment 2^21", 2, SZ_2M, -EINVAL },
	{ "alignment 2^31", 2, SZ_2G, -EINVAL },
};

KUNIT_ARRAY_PARAM_DESC(vring_limit, vring_limits, desc);

/* Sizes and alignments are powers of two within the limits of a vring. */
static void parse_vring_limits(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	const struct vring_limit *limit = test->param_value;
	struct fw_rsc_vdev *rsc = fake_table_vdev(test, 0);

	rsc->vring[1].num = limit->num;
	rsc->vring[1].align = limit->align;

	KUNIT_EXPECT_EQ(test, parse(rvdev, rsc, 0), 0);
	KUNIT_EXPECT_EQ(test, parse(rvdev, rsc, 1), limit->ret);
}

/* The copy is used, whatever the remote processor writes to the table later. */
static void parse_vring_reads_once(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = fake_table_vdev(test, 0);
	struct rproc_vring *rvring = &rvdev->vring[1];

	rsc->vring[1].da = 0x1000;
	rsc->vring[1].num = 64;
	rsc->vring[1].align = 256;
	KUNIT_ASSERT_EQ(test, parse(rvdev, rsc, 1), 0);
	memset(&rsc->vring[1], 0xff, sizeof(rsc->vring[1]));

	KUNIT_EXPECT_PTR_EQ(test, rvring->rvdev, rvdev);
	KUNIT_EXPECT_EQ(test, rvring->da, 0x1000);
	KUNIT_EXPECT_EQ(test, rvring->num, 64);
	KUNIT_EXPECT_EQ(test, rvring->align, 256);
	KUNIT_EXPECT_EQ(test, rvring->rsc_notifyid, TEST_NOTIFYID);
}

/* A vring without a carveout of its name gets a new one. */
static void alloc_vring_makes_carveout(struct kunit *test)
{
	static const struct { u32 num, align; } sizes[] = {
		{ 1, 4 }, { 16, 4096 }, { 256, 16 }, { 32768, SZ_1M },
	};
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = fake_table_vdev(test, 0);
	struct rproc_vring *rvring = &rvdev->vring[0];
	struct rproc *rproc = test->priv;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		rvdev->index = i;
		rsc->vring[0].num = sizes[i].num;
		rsc->vring[0].align = sizes[i].align;
		KUNIT_ASSERT_EQ(test, parse_and_alloc(rvdev, rsc, 0), 0);

		KUNIT_EXPECT_PTR_EQ(test, rvring->mem,
				    rproc_find_carveout_by_name(rproc, "vdev%uvring0", i));
		KUNIT_EXPECT_EQ(test, rvring->mem->len,
				PAGE_ALIGN(vring_size(sizes[i].num, sizes[i].align)));
		KUNIT_EXPECT_EQ(test, rvring->mem->da, FW_RSC_ADDR_ANY);
		free_vring(rvring);
	}
}

/* a carveout, and the size of the vring that is to lie in it */
#define PLACE_DA	0x10000
#define PLACE_LEN	SZ_8K
#define PLACE_NUM	128
#define PLACE_ALIGN	4
#define PLACE_SIZE	3342
/* the last address that fits */
#define PLACE_LAST	ALIGN_DOWN(PLACE_DA + PLACE_LEN - PLACE_SIZE, PLACE_ALIGN)

struct vring_place {
	const char *desc;
	u32 da;
	size_t len;
	int ret;
};

static const struct vring_place vring_places[] = {
	{ "anywhere", FW_RSC_ADDR_ANY, PLACE_LEN, 0 },
	{ "at the beginning", PLACE_DA, PLACE_LEN, 0 },
	{ "in the middle", PLACE_DA + 0x800, PLACE_LEN, 0 },
	{ "at the end", PLACE_LAST, PLACE_LEN, 0 },
	{ "over the end", PLACE_LAST + PLACE_ALIGN, PLACE_LEN, -EINVAL },
	{ "not aligned", PLACE_DA + PLACE_ALIGN / 2, PLACE_LEN, -EINVAL },
	{ "behind the end", PLACE_DA + PLACE_LEN, PLACE_LEN, -EINVAL },
	{ "before the beginning", PLACE_DA - PLACE_ALIGN, PLACE_LEN, -EINVAL },
	{ "at the end of all addresses", 0xfffffff0, PLACE_LEN, -EINVAL },
	{ "in just enough", PLACE_DA, PLACE_SIZE, 0 },
	{ "in a byte too little", PLACE_DA, PLACE_SIZE - 1, -EINVAL },
	{ "anywhere in a byte too little", FW_RSC_ADDR_ANY, PLACE_SIZE - 1, -EINVAL },
};

KUNIT_ARRAY_PARAM_DESC(vring_place, vring_places, desc);

/*
 * A vring is in the carveout of its name, at the requested address or at the beginning.
 * A vring that does not fit is refused and gets no notifyid.
 */
static void alloc_vring_in_carveout(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	const struct vring_place *place = test->param_value;
	struct fw_rsc_vdev *rsc = fake_table_vdev(test, 0);
	struct rproc_vring *rvring = &rvdev->vring[1];
	struct rproc *rproc = test->priv;
	struct rproc_mem_entry *mem;

	mem = rproc_mem_entry_init(&rproc->dev, NULL, 0, place->len, PLACE_DA,
				   NULL, NULL, "vdev0vring1");
	KUNIT_ASSERT_NOT_NULL(test, mem);
	rproc_add_carveout(rproc, mem);

	KUNIT_ASSERT_EQ(test, vring_size(PLACE_NUM, PLACE_ALIGN), PLACE_SIZE);
	rsc->vring[1].num = PLACE_NUM;
	rsc->vring[1].align = PLACE_ALIGN;
	rsc->vring[1].da = place->da;

	KUNIT_ASSERT_EQ(test, parse_and_alloc(rvdev, rsc, 1), place->ret);
	if (place->ret) {
		KUNIT_EXPECT_TRUE(test, idr_is_empty(&rproc->notifyids));
		KUNIT_EXPECT_EQ(test, rsc->vring[1].notifyid, TEST_NOTIFYID);
		return;
	}

	KUNIT_EXPECT_PTR_EQ(test, rvring->mem, mem);
	KUNIT_EXPECT_EQ(test, rproc_vring_da(rvring),
			place->da == FW_RSC_ADDR_ANY ? PLACE_DA : place->da);
	free_vring(rvring);
}

/* A vring gets the lowest free notifyid, which is also written to the table. */
static void alloc_vring_notifyid(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = fake_table_vdev(test, 0);
	struct rproc *rproc = test->priv;

	rproc->max_notifyid = -1;
	KUNIT_ASSERT_EQ(test, parse_and_alloc(rvdev, rsc, 0), 0);
	KUNIT_ASSERT_EQ(test, parse_and_alloc(rvdev, rsc, 1), 0);
	KUNIT_EXPECT_EQ(test, rsc->vring[0].notifyid, 0);
	KUNIT_EXPECT_EQ(test, rsc->vring[1].notifyid, 1);
	KUNIT_EXPECT_PTR_EQ(test, idr_find(&rproc->notifyids, 0), (void *)&rvdev->vring[0]);
	KUNIT_EXPECT_PTR_EQ(test, idr_find(&rproc->notifyids, 1), (void *)&rvdev->vring[1]);
	KUNIT_EXPECT_EQ(test, rproc->max_notifyid, 1);

	free_vring(&rvdev->vring[0]);
	KUNIT_EXPECT_NULL(test, idr_find(&rproc->notifyids, 0));
	KUNIT_ASSERT_EQ(test, parse_and_alloc(rvdev, rsc, 0), 0);
	KUNIT_EXPECT_EQ(test, rsc->vring[0].notifyid, 0);
	KUNIT_EXPECT_EQ(test, rproc->max_notifyid, 1);

	free_vring(&rvdev->vring[1]);
	free_vring(&rvdev->vring[0]);
	KUNIT_EXPECT_TRUE(test, idr_is_empty(&rproc->notifyids));
}

/*
 * Freeing a vring restores its descriptor in the cached table, and does not touch the
 * table of a remote processor that may still be running.
 */
static void free_vring_restores_cached_table(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = fake_table_vdev(test, 0);
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct resource_table *used;

	KUNIT_ASSERT_EQ(test, parse_and_alloc(rvdev, rsc, 0), 0);
	KUNIT_ASSERT_EQ(test, parse_and_alloc(rvdev, rsc, 1), 0);
	rsc->vring[0].da = 0x10000;
	rsc->vring[1].da = 0x20000;

	rproc->cached_table = kunit_kmalloc(test, fake->table_sz, GFP_KERNEL);
	used = kunit_kmalloc(test, fake->table_sz, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, rproc->cached_table);
	KUNIT_ASSERT_NOT_NULL(test, used);
	memcpy(rproc->cached_table, fake->table, fake->table_sz);
	memcpy(used, fake->table, fake->table_sz);

	free_vring(&rvdev->vring[1]);
	free_vring(&rvdev->vring[0]);
	KUNIT_EXPECT_MEMEQ(test, rproc->cached_table, fake->clean, fake->table_sz);
	KUNIT_EXPECT_MEMEQ(test, rproc->table_ptr, used, fake->table_sz);
}

static struct kunit_case vring_test_cases[] = {
	KUNIT_CASE_PARAM(parse_vring_limits, vring_limit_gen_params),
	KUNIT_CASE(parse_vring_reads_once),
	KUNIT_CASE(alloc_vring_makes_carveout),
	KUNIT_CASE_PARAM(alloc_vring_in_carveout, vring_place_gen_params),
	KUNIT_CASE(alloc_vring_notifyid),
	KUNIT_CASE(free_vring_restores_cached_table),
	{}
};

static struct kunit_suite vring_test_suite = {
	.name = "remoteproc_virtio_vring",
	.init = fake_rproc_init,
	.test_cases = vring_test_cases,
};

kunit_test_suite(vring_test_suite);
