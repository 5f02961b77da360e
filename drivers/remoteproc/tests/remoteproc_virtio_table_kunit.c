// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for the vdev entries of resource tables
 */

#include <linux/remoteproc.h>
#include <linux/sizes.h>

#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

struct bad_entry {
	const char *desc;
	/* a field of the second entry, and its bad value */
	size_t offset;
	size_t size;
	u32 value;
	/* number of bytes that are missing at the end */
	size_t cut;
};

#define BAD_U8(field, bad)						\
	.offset = offsetof(struct fw_rsc_vdev, field),			\
	.size = sizeof(u8),						\
	.value = (bad)

#define BAD_U32(field, bad)						\
	.offset = offsetof(struct fw_rsc_vdev, field),			\
	.size = sizeof(u32),						\
	.value = (bad)

#define GOOD_ENTRY_SIZE	(sizeof(struct fw_rsc_vdev) +			\
			 2 * sizeof(struct fw_rsc_vdev_vring) + TEST_CONFIG_LEN)

static const struct bad_entry bad_entries[] = {
	{ "nothing there", .cut = GOOD_ENTRY_SIZE },
	{ "header a byte short",
	  .cut = GOOD_ENTRY_SIZE - sizeof(struct fw_rsc_vdev) + 1 },
	{ "header only", .cut = GOOD_ENTRY_SIZE - sizeof(struct fw_rsc_vdev) },
	{ "vrings a byte short", .cut = TEST_CONFIG_LEN + 1 },
	{ "config space a byte short", .cut = 1 },
	{ "one vring too many", BAD_U8(num_of_vrings, 3) },
	{ "255 vrings", BAD_U8(num_of_vrings, 255) },
	{ "config space a byte too long", BAD_U32(config_len, TEST_CONFIG_LEN + 1) },
	{ "config space of 2 GiB", BAD_U32(config_len, SZ_2G) },
	{ "config space that overflows", BAD_U32(config_len, U32_MAX) },
	{ "config space that wraps to fit",
	  BAD_U32(config_len, U32_MAX - GOOD_ENTRY_SIZE + TEST_CONFIG_LEN + 2) },
	{ "first reserved byte", BAD_U8(reserved[0], 1) },
	{ "second reserved byte", BAD_U8(reserved[1], 0x80) },
	{ "queue size 0", BAD_U32(vring[1].num, 0) },
	{ "queue size 3", BAD_U32(vring[0].num, 3) },
	{ "queue size 32769", BAD_U32(vring[1].num, 32769) },
	{ "queue size 65536", BAD_U32(vring[1].num, 65536) },
	{ "queue size 2^31", BAD_U32(vring[0].num, SZ_2G) },
	{ "alignment 0", BAD_U32(vring[1].align, 0) },
	{ "alignment 3", BAD_U32(vring[0].align, 3) },
	{ "alignment 2^31", BAD_U32(vring[1].align, SZ_2G) },
};

KUNIT_ARRAY_PARAM_DESC(bad_entry, bad_entries, desc);

/*
 * A bad entry fails the boot with -EINVAL. Nothing is left of it or of the good entry
 * before it. The next boot with a good table works.
 */
static void handle_vdev_refuses_bad_entry(struct kunit *test)
{
	const struct bad_entry *bad = test->param_value;
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct resource_table *good;
	size_t good_sz;
	void *field;

	fake_table_make(test, 2, (u8[]){ 2, 2 });
	good = fake->table;
	good_sz = fake->table_sz;

	fake_table_set(test, good, good_sz - bad->cut);
	field = (void *)fake_table_vdev(test, 1) + bad->offset;
	if (bad->size == sizeof(u8))
		*(u8 *)field = bad->value;
	else if (bad->size == sizeof(u32))
		*(u32 *)field = bad->value;
	fake_table_changed(test);

	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	fake_expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "");

	fake_table_set(test, good, good_sz);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1-1-0");
}

/* A table may have no vdev, and there may be no table. */
static void handle_vdev_without_entry(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;

	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->rvdevs));
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);

	fake_table_make(test, 0, NULL);
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->rvdevs));
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "");
}

static struct kunit_case table_test_cases[] = {
	KUNIT_CASE_PARAM(handle_vdev_refuses_bad_entry, bad_entry_gen_params),
	KUNIT_CASE(handle_vdev_without_entry),
	{}
};

static struct kunit_suite table_test_suite = {
	.name = "remoteproc_virtio_table",
	.suite_init = fake_client_init,
	.init = fake_rproc_init,
	.test_cases = table_test_cases,
};

kunit_test_suite(table_test_suite);
