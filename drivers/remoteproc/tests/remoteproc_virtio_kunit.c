// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for virtio devices of remote processors (vdevs)
 *
 * A fake remote processor runs already and gets attached with resource tables that
 * the tests make. Its operations do nothing but note that they were called; a
 * virtio driver of the tests' own takes the virtqueues of what it offers.
 */

#include <linux/cleanup.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/idr.h>
#include <linux/irq_work.h>
#include <linux/mailbox_client.h>
#include <linux/mailbox_controller.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ring.h>

#include <kunit/of.h>
#include <kunit/platform_device.h>
#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"

/* virtio device ids that no driver has but the one in here, and none at all */
#define TEST_ID			0xfff0
#define TEST_ID_NO_DRIVER	0xfff1

#define TEST_CONFIG_LEN		8
#define TEST_ALIGN		16
/* what the firmware has in its table for Linux to fill in */
#define TEST_NOTIFYID		0x5a5a

/**
 * struct fake_rproc - what the fake remote processor has and saw
 * @table: its resource table, in memory that it shares with Linux
 * @clean: @table as the firmware came with it
 * @table_sz: size of both, in bytes
 * @carveout: prepare() adds a carveout of this name, if it is not NULL
 * @carveout_da: device address of that carveout
 * @carveout_len: size of that carveout, in bytes
 * @attach_ret: what attach() returns
 * @attached: attach() was called
 * @iommu: prepare() puts it into an IOMMU domain
 * @extra_vqs: how many virtqueues more than there are vrings the driver wants
 * @kicked: notifyid that the last kick() was for
 * @callback_ms: how long the driver's callbacks take
 * @callback_began: one of them was called
 * @removed: the driver has deleted its virtqueues
 * @late: a callback returned after that
 * @log: +N when the driver probed the virtio device of vdev N, -N on its remove
 */
struct fake_rproc {
	struct resource_table *table;
	struct resource_table *clean;
	size_t table_sz;
	const char *carveout;
	u32 carveout_da;
	size_t carveout_len;
	int attach_ret;
	struct completion attached;
	bool iommu;
	unsigned int extra_vqs;
	int kicked;
	unsigned int callback_ms;
	struct completion callback_began;
	bool removed;
	bool late;
	char log[64];
};

/* --- the fake remote processor --- */

static int fake_prepare(struct rproc *rproc)
{
	struct fake_rproc *fake = rproc->priv;
	struct rproc_mem_entry *mem;

	/* nobody may look into this one */
	if (fake->iommu)
		rproc->domain = ERR_PTR(-ENODEV);

	if (!fake->carveout)
		return 0;

	mem = rproc_mem_entry_init(&rproc->dev, NULL, 0, fake->carveout_len,
				   fake->carveout_da, rproc_alloc_carveout,
				   rproc_release_carveout, "%s", fake->carveout);
	if (!mem)
		return -ENOMEM;
	rproc_add_carveout(rproc, mem);

	return 0;
}

static int fake_unprepare(struct rproc *rproc)
{
	rproc->domain = NULL;

	return 0;
}

static int fake_attach(struct rproc *rproc)
{
	struct fake_rproc *fake = rproc->priv;

	complete(&fake->attached);

	return fake->attach_ret;
}

static int fake_detach(struct rproc *rproc)
{
	return 0;
}

static void fake_kick(struct rproc *rproc, int notifyid)
{
	struct fake_rproc *fake = rproc->priv;

	fake->kicked = notifyid;
}

static struct resource_table *fake_get_table(struct rproc *rproc, size_t *size)
{
	struct fake_rproc *fake = rproc->priv;

	*size = fake->table_sz;

	return fake->table;
}

static const struct rproc_ops fake_ops = {
	.prepare = fake_prepare,
	.unprepare = fake_unprepare,
	.attach = fake_attach,
	.detach = fake_detach,
	.kick = fake_kick,
	.get_loaded_rsc_table = fake_get_table,
};

/* --- the virtio driver --- */

struct client {
	unsigned int num;
	struct virtqueue **vqs;
	unsigned int *called;
};

static struct rproc_vdev *client_rvdev(struct virtio_device *vdev)
{
	return platform_get_drvdata(to_platform_device(vdev->dev.parent));
}

static void client_callback(struct virtqueue *vq)
{
	struct fake_rproc *fake = client_rvdev(vq->vdev)->rproc->priv;
	struct client *client = vq->vdev->priv;

	client->called[vq->index]++;
	complete(&fake->callback_began);
	if (fake->callback_ms)
		msleep(fake->callback_ms);
	if (READ_ONCE(fake->removed))
		fake->late = true;
}

static void client_log(struct virtio_device *vdev, char what)
{
	struct rproc_vdev *rvdev = client_rvdev(vdev);
	struct fake_rproc *fake = rvdev->rproc->priv;
	size_t len = strlen(fake->log);

	snprintf(fake->log + len, sizeof(fake->log) - len, "%c%u", what, rvdev->index);
}

static int client_probe(struct virtio_device *vdev)
{
	struct rproc_vdev *rvdev = client_rvdev(vdev);
	struct fake_rproc *fake = rvdev->rproc->priv;
	struct virtqueue_info *info;
	struct client *client;
	unsigned int i;
	int ret;

	client = devm_kzalloc(&vdev->dev, sizeof(*client), GFP_KERNEL);
	if (!client)
		return -ENOMEM;

	client->num = rvdev->num_vrings + fake->extra_vqs;
	client->vqs = devm_kcalloc(&vdev->dev, client->num, sizeof(*client->vqs), GFP_KERNEL);
	client->called = devm_kcalloc(&vdev->dev, client->num, sizeof(*client->called), GFP_KERNEL);
	info = devm_kcalloc(&vdev->dev, client->num, sizeof(*info), GFP_KERNEL);
	if (!client->vqs || !client->called || !info)
		return -ENOMEM;

	for (i = 0; i < client->num; i++) {
		info[i].name = "test";
		info[i].callback = client_callback;
	}

	vdev->priv = client;
	ret = virtio_find_vqs(vdev, client->num, client->vqs, info, NULL);
	if (ret)
		return ret;

	client_log(vdev, '+');

	return 0;
}

static void client_remove(struct virtio_device *vdev)
{
	struct fake_rproc *fake = client_rvdev(vdev)->rproc->priv;

	client_log(vdev, '-');
	virtio_reset_device(vdev);
	vdev->config->del_vqs(vdev);
	WRITE_ONCE(fake->removed, true);
}

static const struct virtio_device_id client_ids[] = {
	{ TEST_ID, VIRTIO_DEV_ANY_ID },
	{ 0 },
};

static struct virtio_driver client_driver = {
	.driver.name = "rproc_virtio_kunit",
	.id_table = client_ids,
	.probe = client_probe,
	.remove = client_remove,
};

/* --- what all tests use --- */

static struct fake_rproc *fake_of(struct kunit *test)
{
	struct rproc *rproc = test->priv;

	return rproc->priv;
}

static void fake_rproc_del(void *rproc)
{
	rproc_del(rproc);
	rproc_free(rproc);
}

/* add a remote processor, with @np for its device tree node if that is not NULL */
static void fake_rproc_add(struct kunit *test, struct device_node *np)
{
	struct platform_device *pdev;
	struct fake_rproc *fake;
	struct rproc *rproc;

	pdev = kunit_platform_device_alloc(test, "rproc-virtio-kunit", PLATFORM_DEVID_AUTO);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, pdev);
	device_set_node(&pdev->dev, of_fwnode_handle(of_node_get(np)));
	KUNIT_ASSERT_EQ(test, kunit_platform_device_add(test, pdev), 0);

	rproc = rproc_alloc(&pdev->dev, "kunit", &fake_ops, NULL, sizeof(*fake));
	KUNIT_ASSERT_NOT_NULL(test, rproc);
	rproc->auto_boot = false;
	rproc->state = RPROC_DETACHED;
	fake = rproc->priv;
	fake->kicked = -1;
	init_completion(&fake->attached);
	init_completion(&fake->callback_began);

	if (rproc_add(rproc)) {
		rproc_free(rproc);
		KUNIT_FAIL_AND_ABORT(test, "the remote processor cannot be added");
	}
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, fake_rproc_del, rproc), 0);
	test->priv = rproc;
}

static int fake_rproc_init(struct kunit *test)
{
	fake_rproc_add(test, NULL);

	return 0;
}

/*
 * Once for all suites, and it stays: what was unregistered may still be in sysfs
 * when the next suite comes (DEBUG_KOBJECT_RELEASE).
 */
static int client_init(struct kunit_suite *suite)
{
	static bool registered;
	int ret;

	if (registered)
		return 0;

	ret = register_virtio_driver(&client_driver);
	registered = !ret;

	return ret;
}

/* the vdev entry of the table that is number @n */
static struct fw_rsc_vdev *table_vdev(struct kunit *test, unsigned int n)
{
	struct resource_table *table = fake_of(test)->table;

	return (void *)table + table->offset[n] + sizeof(struct fw_rsc_hdr);
}

/* give the remote processor this table, which ends where its memory does */
static void table_set(struct kunit *test, const void *table, size_t size)
{
	struct fake_rproc *fake = fake_of(test);

	fake->table = kunit_kmalloc(test, size, GFP_KERNEL);
	fake->clean = kunit_kmalloc(test, size, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fake->table);
	KUNIT_ASSERT_NOT_NULL(test, fake->clean);
	memcpy(fake->table, table, size);
	memcpy(fake->clean, table, size);
	fake->table_sz = size;
}

/* after a test changed fake_rproc::table, that is what the firmware came with */
static void table_changed(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);

	memcpy(fake->clean, fake->table, fake->table_sz);
}

/* give the remote processor a table of vdevs with so many vrings each */
static void table_make(struct kunit *test, unsigned int num_vdevs, const u8 *num_vrings)
{
	struct resource_table *table;
	struct fw_rsc_vdev *rsc;
	struct fw_rsc_hdr *hdr;
	unsigned int i, j;
	size_t size;

	size = struct_size(table, offset, num_vdevs);
	for (i = 0; i < num_vdevs; i++)
		size += sizeof(*hdr) + struct_size(rsc, vring, num_vrings[i]) + TEST_CONFIG_LEN;

	table = kunit_kzalloc(test, size, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, table);
	table->ver = 1;
	table->num = num_vdevs;

	size = struct_size(table, offset, num_vdevs);
	for (i = 0; i < num_vdevs; i++) {
		table->offset[i] = size;
		hdr = (void *)table + size;
		hdr->type = RSC_VDEV;
		rsc = (void *)hdr->data;
		rsc->id = TEST_ID;
		rsc->config_len = TEST_CONFIG_LEN;
		rsc->num_of_vrings = num_vrings[i];
		for (j = 0; j < num_vrings[i]; j++) {
			rsc->vring[j].da = FW_RSC_ADDR_ANY;
			rsc->vring[j].align = TEST_ALIGN;
			/* no two neighbours of the same size */
			rsc->vring[j].num = 2 << (j % 4);
			rsc->vring[j].notifyid = TEST_NOTIFYID;
		}
		size += sizeof(*hdr) + struct_size(rsc, vring, num_vrings[i]) + TEST_CONFIG_LEN;
	}

	table_set(test, table, size);
}

static int count_child(struct device *dev, void *data)
{
	(*(int *)data)++;

	return 0;
}

static int num_devices(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	int num = 0;

	device_for_each_child(&rproc->dev, &num, count_child);

	return num;
}

/* nothing of a boot is left, whether it failed or was undone */
static void expect_nothing_left(struct kunit *test, int devices)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;

	KUNIT_EXPECT_EQ(test, rproc->state, RPROC_DETACHED);
	KUNIT_EXPECT_EQ(test, atomic_read(&rproc->power), 0);
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->rvdevs));
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->subdevs));
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->carveouts));
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->dump_segments));
	KUNIT_EXPECT_TRUE(test, idr_is_empty(&rproc->notifyids));
	KUNIT_EXPECT_NULL(test, rproc->table_ptr);
	KUNIT_EXPECT_NULL(test, rproc->cached_table);
	KUNIT_EXPECT_NULL(test, rproc->clean_table);
	KUNIT_EXPECT_EQ(test, num_devices(test), devices);
	KUNIT_EXPECT_MEMEQ(test, fake->table, fake->clean, fake->table_sz);
}

/* --- remoteproc_virtio_table: entries that are refused --- */

struct bad_entry {
	const char *desc;
	/* a field of the second of two entries, and what it has instead */
	size_t offset;
	size_t size;
	u32 value;
	/* how many bytes are missing at the end */
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
 * A bad entry fails the boot with -EINVAL, nothing is left of it, nor of the good
 * entry before, and the next boot with a good table works.
 */
static void handle_vdev_refuses_bad_entry(struct kunit *test)
{
	const struct bad_entry *bad = test->param_value;
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct resource_table *good;
	size_t good_sz;
	void *field;

	table_make(test, 2, (u8[]){ 2, 2 });
	good = fake->table;
	good_sz = fake->table_sz;

	table_set(test, good, good_sz - bad->cut);
	field = (void *)table_vdev(test, 1) + bad->offset;
	if (bad->size == sizeof(u8))
		*(u8 *)field = bad->value;
	else if (bad->size == sizeof(u32))
		*(u32 *)field = bad->value;
	table_changed(test);

	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "");

	table_set(test, good, good_sz);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1-1-0");
}

/* A table may say nothing of vdevs, or there may be no table. */
static void handle_vdev_without_entry(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;

	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->rvdevs));
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);

	table_make(test, 0, NULL);
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_TRUE(test, list_empty(&rproc->rvdevs));
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "");
}

static struct kunit_case table_test_cases[] = {
	KUNIT_CASE_PARAM(handle_vdev_refuses_bad_entry, bad_entry_gen_params),
	KUNIT_CASE(handle_vdev_without_entry),
	{}
};

static struct kunit_suite table_test_suite = {
	.name = "remoteproc_virtio_table",
	.suite_init = client_init,
	.init = fake_rproc_init,
	.test_cases = table_test_cases,
};

/* --- remoteproc_virtio_vring: one vring at a time --- */

static void vring_test_cleanup(void *data)
{
	struct rproc *rproc = data;

	guard(mutex)(&rproc->lock);

	rproc->cached_table = NULL;
	rproc->table_ptr = NULL;
	rproc_resource_cleanup(rproc);
}

/* a vdev of two vrings that nobody has given anything yet */
static struct rproc_vdev *vring_test_vdev(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	table_make(test, 1, (u8[]){ 2 });
	rproc->table_ptr = fake_of(test)->table;
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, vring_test_cleanup, rproc), 0);

	rvdev = kunit_kzalloc(test, sizeof(*rvdev), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	rvdev->rproc = rproc;
	rvdev->pdev = to_platform_device(rproc->dev.parent);
	rvdev->rsc_offset = (void *)table_vdev(test, 0) - (void *)rproc->table_ptr;
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

/* Sizes and alignments are powers of two within what a vring can be. */
static void parse_vring_limits(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	const struct vring_limit *limit = test->param_value;
	struct fw_rsc_vdev *rsc = table_vdev(test, 0);

	rsc->vring[1].num = limit->num;
	rsc->vring[1].align = limit->align;

	KUNIT_EXPECT_EQ(test, parse(rvdev, rsc, 0), 0);
	KUNIT_EXPECT_EQ(test, parse(rvdev, rsc, 1), limit->ret);
}

/* What was checked is what is used, whatever the remote writes to the table. */
static void parse_vring_reads_once(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = table_vdev(test, 0);
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

/* A vring that nobody has memory for gets a carveout of its size, in pages. */
static void alloc_vring_makes_carveout(struct kunit *test)
{
	static const struct { u32 num, align; } sizes[] = {
		{ 1, 4 }, { 16, 4096 }, { 256, 16 }, { 32768, SZ_1M },
	};
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = table_vdev(test, 0);
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
/* where it fits last */
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
 * A vring lies in the carveout of its name where the firmware wants it, or else at
 * its beginning; one that does not fit is refused and takes no notifyid.
 */
static void alloc_vring_in_carveout(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	const struct vring_place *place = test->param_value;
	struct fw_rsc_vdev *rsc = table_vdev(test, 0);
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

/* A vring's notifyid is the lowest that is free, and the remote finds it in its table. */
static void alloc_vring_notifyid(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = table_vdev(test, 0);
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
 * A vring that goes leaves the cached table as the firmware has it, for the next
 * start of the remote, and the table of a remote that may run alone.
 */
static void free_vring_restores_cached_table(struct kunit *test)
{
	struct rproc_vdev *rvdev = vring_test_vdev(test);
	struct fw_rsc_vdev *rsc = table_vdev(test, 0);
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

/* --- remoteproc_virtio_life: bind, start, stop, unbind --- */

/* the bound vdev that is number @n, in the order in which they were bound */
static struct rproc_vdev *bound_vdev(struct kunit *test, unsigned int n)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	guard(mutex)(&rproc->lock);

	list_for_each_entry(rvdev, &rproc->rvdevs, node)
		if (!n--)
			return rvdev;

	return NULL;
}

static const u8 vring_counts[] = { 0, 1, 2, 3, 9, 255 };

static void vring_count_desc(const u8 *count, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u vrings", *count);
}

KUNIT_ARRAY_PARAM(vring_count, vring_counts, vring_count_desc);

/*
 * A vdev has as many vrings as its entry says, each with the size that it says; the
 * kick and the interrupt of each reach the one that they are for.
 */
static void vdev_with_vrings(struct kunit *test)
{
	unsigned int i, num = *(u8 *)test->param_value;
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;
	struct fw_rsc_vdev *rsc;
	struct client *client;
	struct virtqueue *vq;

	table_make(test, 1, test->param_value);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0");

	rvdev = bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	KUNIT_EXPECT_EQ(test, rvdev->state, RVDEV_STARTED);
	KUNIT_EXPECT_EQ(test, rvdev->num_vrings, num);
	KUNIT_EXPECT_EQ(test, rproc->max_notifyid, (int)num - 1);
	KUNIT_ASSERT_NOT_NULL(test, rvdev->vdev);
	client = rvdev->vdev->priv;
	rsc = table_vdev(test, 0);

	for (i = 0; i < num; i++) {
		vq = client->vqs[i];
		KUNIT_EXPECT_EQ(test, virtqueue_get_vring_size(vq), 2 << (i % 4));
		KUNIT_EXPECT_EQ(test, rsc->vring[i].notifyid, i);
		KUNIT_EXPECT_EQ(test, rsc->vring[i].da, rvdev->vring[i].mem->da);

		KUNIT_EXPECT_TRUE(test, virtqueue_notify(vq));
		KUNIT_EXPECT_EQ(test, fake->kicked, i);

		/* the remote has not used a buffer, then it has */
		KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, i), IRQ_NONE);
		KUNIT_EXPECT_EQ(test, client->called[i], 0);
		virtqueue_get_vring(vq)->used->idx = cpu_to_virtio16(vq->vdev, 1);
		KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, i), IRQ_HANDLED);
	}
	for (i = 0; i < num; i++)
		KUNIT_EXPECT_EQ(test, client->called[i], 1);
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, num), IRQ_NONE);
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, -1), IRQ_NONE);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0-0");
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, 0), IRQ_NONE);
	expect_nothing_left(test, 0);
}

/*
 * vdevs start in the order of the table and stop in the reverse order, notifyids
 * count on from vdev to vdev, and so again after a second boot.
 */
static void vdevs_in_table_order(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;
	unsigned int i, j, again;
	int id;

	table_make(test, 3, (u8[]){ 2, 1, 3 });

	for (again = 0; again < 2; again++) {
		KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
		KUNIT_EXPECT_EQ(test, num_devices(test), 3);

		for (i = 0, id = 0; i < 3; i++) {
			rvdev = bound_vdev(test, i);
			KUNIT_ASSERT_NOT_NULL(test, rvdev);
			KUNIT_EXPECT_EQ(test, rvdev->index, i);
			KUNIT_EXPECT_PTR_EQ(test, rvdev->pdev->dev.parent, &rproc->dev);
			for (j = 0; j < rvdev->num_vrings; j++, id++)
				KUNIT_EXPECT_EQ(test, rvdev->vring[j].notifyid, id);
		}
		KUNIT_EXPECT_EQ(test, id, 6);
		KUNIT_EXPECT_EQ(test, rproc->max_notifyid, 5);

		KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
		expect_nothing_left(test, 0);
	}
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1+2-2-1-0+0+1+2-2-1-0");
}

/* Without a driver for it a virtio device is there all the same. */
static void vdev_without_driver(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	table_make(test, 1, (u8[]){ 2 });
	table_vdev(test, 0)->id = TEST_ID_NO_DRIVER;
	table_changed(test);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);

	rvdev = bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	KUNIT_EXPECT_EQ(test, rvdev->state, RVDEV_STARTED);
	KUNIT_ASSERT_NOT_NULL(test, rvdev->vdev);
	KUNIT_EXPECT_EQ(test, rvdev->vdev->id.device, TEST_ID_NO_DRIVER);
	KUNIT_EXPECT_PTR_EQ(test, rvdev->vdev->dev.parent, &rvdev->pdev->dev);
	KUNIT_EXPECT_NULL(test, rvdev->vdev->dev.driver);
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, 0), IRQ_NONE);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
}

/* A driver that fails, here as it wants more virtqueues than there are, fails alone. */
static void vdev_with_failing_driver(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	fake->extra_vqs = 1;
	table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);

	rvdev = bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	KUNIT_EXPECT_EQ(test, rvdev->state, RVDEV_STARTED);
	KUNIT_EXPECT_NULL(test, rvdev->vdev->dev.driver);
	KUNIT_EXPECT_NULL(test, rvdev->vring[0].vq);
	KUNIT_EXPECT_NULL(test, rvdev->vring[1].vq);
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, 1), IRQ_NONE);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "");
}

/* boots with a table of one vdev, and gives its virtio device */
static struct virtio_device *boot_vdev(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	rvdev = bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);

	return rvdev->vdev;
}

/* The config space is that of the table, and not a byte more: that reads as zeros. */
static void vdev_config_space(struct kunit *test)
{
	static const u8 bytes[TEST_CONFIG_LEN] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct rproc *rproc = test->priv;
	u8 got[TEST_CONFIG_LEN + 1] = {};
	struct virtio_device *vdev;
	u8 *config;

	table_make(test, 1, (u8[]){ 3 });
	config = (u8 *)&table_vdev(test, 0)->vring[3];
	memcpy(config, bytes, sizeof(bytes));
	table_changed(test);
	vdev = boot_vdev(test);

	vdev->config->get(vdev, 0, got, TEST_CONFIG_LEN);
	KUNIT_EXPECT_MEMEQ(test, got, bytes, sizeof(bytes));

	vdev->config->set(vdev, TEST_CONFIG_LEN - 2, "\xa5\x5a", 2);
	KUNIT_EXPECT_EQ(test, config[TEST_CONFIG_LEN - 3], 6);
	KUNIT_EXPECT_EQ(test, config[TEST_CONFIG_LEN - 2], 0xa5);
	KUNIT_EXPECT_EQ(test, config[TEST_CONFIG_LEN - 1], 0x5a);

	/* one byte too many, at the end and all in all, and an offset that wraps */
	memset(got, 0xff, sizeof(got));
	vdev->config->get(vdev, TEST_CONFIG_LEN - 1, got, 2);
	vdev->config->get(vdev, 0, got, TEST_CONFIG_LEN + 1);
	vdev->config->get(vdev, U32_MAX, got, 2);
	KUNIT_EXPECT_EQ(test, mem_is_zero(got, sizeof(got)), true);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
}

/* The status is kept by Linux; the remote is told, and not asked. */
static void vdev_status(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct virtio_device *vdev;
	struct fw_rsc_vdev *rsc;

	table_make(test, 1, (u8[]){ 1 });
	rsc = table_vdev(test, 0);
	rsc->status = 0xff;
	table_changed(test);
	vdev = boot_vdev(test);

	KUNIT_EXPECT_EQ(test, rsc->status, VIRTIO_CONFIG_S_ACKNOWLEDGE |
			VIRTIO_CONFIG_S_DRIVER | VIRTIO_CONFIG_S_DRIVER_OK);
	rsc->status = VIRTIO_CONFIG_S_FAILED;
	KUNIT_EXPECT_EQ(test, vdev->config->get_status(vdev), VIRTIO_CONFIG_S_ACKNOWLEDGE |
			VIRTIO_CONFIG_S_DRIVER | VIRTIO_CONFIG_S_DRIVER_OK);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
}

/* What the firmware offers has 32 bits, and so has what a driver may take. */
static void vdev_features(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct virtio_device *vdev;
	struct fw_rsc_vdev *rsc;

	table_make(test, 1, (u8[]){ 1 });
	rsc = table_vdev(test, 0);
	rsc->dfeatures = 3;
	table_changed(test);
	vdev = boot_vdev(test);

	KUNIT_EXPECT_EQ(test, vdev->config->get_features(vdev), 3);
	vdev->features = BIT_ULL(1);
	KUNIT_EXPECT_EQ(test, vdev->config->finalize_features(vdev), 0);
	KUNIT_EXPECT_EQ(test, rsc->gfeatures, 2);
	vdev->features = BIT_ULL(50);
	KUNIT_EXPECT_EQ(test, vdev->config->finalize_features(vdev), -EINVAL);
	KUNIT_EXPECT_EQ(test, rsc->gfeatures, 2);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
}

/* Whoever holds a virtio device may drop it when everything else is gone. */
static void vdev_outlived_by_reference(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;
	struct device *held;

	table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	rvdev = bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	held = get_device(&rvdev->vdev->dev);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
	KUNIT_EXPECT_FALSE(test, device_is_registered(held));
	put_device(held);
}

struct interrupt {
	struct work_struct work;
	struct rproc *rproc;
};

static void interrupt_vring0(struct work_struct *work)
{
	rproc_vq_interrupt(container_of(work, struct interrupt, work)->rproc, 0);
}

/* A callback that runs has returned before what it works on is torn down. */
static void vdev_stop_waits_for_callback(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct interrupt interrupt = { .rproc = rproc };
	struct virtio_device *vdev;
	struct client *client;

	fake->callback_ms = 100;
	table_make(test, 1, (u8[]){ 1 });
	vdev = boot_vdev(test);
	client = vdev->priv;
	virtqueue_get_vring(client->vqs[0])->used->idx = cpu_to_virtio16(vdev, 1);

	INIT_WORK_ONSTACK(&interrupt.work, interrupt_vring0);
	schedule_work(&interrupt.work);
	KUNIT_EXPECT_NE(test, wait_for_completion_timeout(&fake->callback_began, 10 * HZ), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	flush_work(&interrupt.work);
	destroy_work_on_stack(&interrupt.work);
	KUNIT_EXPECT_TRUE(test, fake->removed);
	KUNIT_EXPECT_FALSE(test, fake->late);
	expect_nothing_left(test, 0);
}

/* A remote processor that nobody can kick cannot have a vdev. */
static void vdev_without_kick(struct kunit *test)
{
	struct rproc *rproc = test->priv;

	table_make(test, 1, (u8[]){ 2 });
	rproc->ops->kick = NULL;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	expect_nothing_left(test, 0);

	rproc->ops->kick = fake_kick;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
}

/* A boot that fails when all vdevs are bound leaves nothing of them. */
static void vdev_attach_fails(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;

	table_make(test, 2, (u8[]){ 2, 1 });
	fake->attach_ret = -EIO;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EIO);
	expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "");

	fake->attach_ret = 0;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1-1-0");
}

/* A vring that does not fit into the carveout of its name fails the boot. */
static void vdev_carveout_too_small(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;

	table_make(test, 2, (u8[]){ 1, 2 });
	table_vdev(test, 1)->vring[1].num = 4096;
	table_changed(test);
	fake->carveout = "vdev1vring1";
	fake->carveout_da = FW_RSC_ADDR_ANY;
	fake->carveout_len = PAGE_SIZE;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	expect_nothing_left(test, 0);

	fake->carveout_len = SZ_128K;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1-1-0");
}

static struct kunit_case life_test_cases[] = {
	KUNIT_CASE_PARAM(vdev_with_vrings, vring_count_gen_params),
	KUNIT_CASE(vdevs_in_table_order),
	KUNIT_CASE(vdev_without_driver),
	KUNIT_CASE(vdev_with_failing_driver),
	KUNIT_CASE(vdev_config_space),
	KUNIT_CASE(vdev_status),
	KUNIT_CASE(vdev_features),
	KUNIT_CASE(vdev_outlived_by_reference),
	KUNIT_CASE(vdev_stop_waits_for_callback),
	KUNIT_CASE(vdev_without_kick),
	KUNIT_CASE(vdev_attach_fails),
	KUNIT_CASE(vdev_carveout_too_small),
	{}
};

static struct kunit_suite life_test_suite = {
	.name = "remoteproc_virtio_life",
	.suite_init = client_init,
	.init = fake_rproc_init,
	.test_cases = life_test_cases,
};

/* --- remoteproc_virtio_of: vdevs from the device tree --- */

/*
 * The nodes stay for the next test: an overlay cannot be taken back cleanly as long
 * as devices that have gone still hold references (DEBUG_KOBJECT_RELEASE).
 */
static int of_suite_overlay;

static int of_suite_init(struct kunit_suite *suite)
{
	extern u8 __dtbo_remoteproc_virtio_kunit_overlay_begin[];
	extern u8 __dtbo_remoteproc_virtio_kunit_overlay_end[];
	int ret;

	/* an architecture without device trees has no root node, see of_test_init() */
	if (IS_ENABLED(CONFIG_OF_OVERLAY) && of_root && !of_suite_overlay) {
		ret = of_overlay_fdt_apply(__dtbo_remoteproc_virtio_kunit_overlay_begin,
					   __dtbo_remoteproc_virtio_kunit_overlay_end -
					   __dtbo_remoteproc_virtio_kunit_overlay_begin,
					   &of_suite_overlay, NULL);
		if (ret)
			return ret;
	}

	return client_init(suite);
}

static int of_test_init(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_OF_OVERLAY))
		kunit_skip(test, "needs CONFIG_OF_OVERLAY");
	if (!of_root)
		kunit_skip(test, "needs a root node in the device tree");

	return 0;
}

/* the remote processor of the overlay that has this name */
static struct rproc *of_rproc(struct kunit *test, const char *name)
{
	struct device_node *np = of_find_node_by_name(NULL, name);

	KUNIT_ASSERT_NOT_NULL(test, np);
	of_node_put_kunit(test, np);
	fake_rproc_add(test, np);

	return test->priv;
}

static const char *node_name(struct rproc_vdev *rvdev)
{
	return rvdev && rvdev->pdev->dev.of_node ? rvdev->pdev->dev.of_node->full_name : "";
}

/* A node is for the entry at the position that its reg says, wherever it stands. */
static void vdev_of_matches_by_reg(struct kunit *test)
{
	struct rproc *rproc = of_rproc(test, "rproc-kunit-match");

	/* the nodes of vdevs have a device, other children have none */
	KUNIT_EXPECT_EQ(test, num_devices(test), 2);

	table_make(test, 2, (u8[]){ 1, 2 });
	table_vdev(test, 1)->id = TEST_ID_NO_DRIVER;
	table_changed(test);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, num_devices(test), 2);
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 0)), "vdev@0");
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 1)), "vdev@1");

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0-0");
	expect_nothing_left(test, 2);
}

/* Device tree and resource table may each have a vdev that the other has not. */
static void vdev_of_beside_legacy(struct kunit *test)
{
	struct rproc *rproc = of_rproc(test, "rproc-kunit-second");

	/* the first is legacy, the second the node's */
	table_make(test, 2, (u8[]){ 1, 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, num_devices(test), 2);
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 0)), "");
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 1)), "vdev@1");
	KUNIT_EXPECT_EQ(test, table_vdev(test, 1)->vring[0].notifyid, 1);
	KUNIT_EXPECT_EQ(test, table_vdev(test, 1)->vring[1].notifyid, 2);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 1);

	/* the node's is not in the table: it stays and waits */
	table_make(test, 1, (u8[]){ 1 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, num_devices(test), 2);
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 0)), "");
	KUNIT_EXPECT_NULL(test, bound_vdev(test, 1));
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 1);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0+1-1-0+0-0");
}

/* A node for another device than the firmware's fails the boot. */
static void vdev_of_id_mismatch(struct kunit *test)
{
	struct rproc *rproc = of_rproc(test, "rproc-kunit-match");

	/* the second node is for TEST_ID_NO_DRIVER */
	table_make(test, 2, (u8[]){ 1, 1 });
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	expect_nothing_left(test, 2);

	table_vdev(test, 1)->id = TEST_ID_NO_DRIVER;
	table_changed(test);
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 2);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0-0");
}

/* A node whose memory would have to be mapped for the remote fails the boot. */
static void vdev_of_behind_iommu(struct kunit *test)
{
	struct rproc *rproc = of_rproc(test, "rproc-kunit-second");

	table_make(test, 2, (u8[]){ 1, 2 });
	fake_of(test)->iommu = true;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EOPNOTSUPP);
	expect_nothing_left(test, 1);

	fake_of(test)->iommu = false;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 1);
}

/*
 * A node that has no device, because it comes while the remote boots or, as here,
 * none can be made, has to wait for another boot, and so has the firmware.
 */
static void vdev_of_without_device(struct kunit *test)
{
	struct device_node *parent, *np;
	struct rproc *rproc;

	parent = of_find_node_by_name(NULL, "rproc-kunit-second");
	KUNIT_ASSERT_NOT_NULL(test, parent);
	of_node_put_kunit(test, parent);
	np = of_get_next_child(parent, NULL);
	KUNIT_ASSERT_NOT_NULL(test, np);
	of_node_put_kunit(test, np);

	/* as if it had one already */
	of_node_set_flag(np, OF_POPULATED);
	rproc = of_rproc(test, "rproc-kunit-second");
	KUNIT_EXPECT_EQ(test, num_devices(test), 0);
	table_make(test, 2, (u8[]){ 1, 2 });
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EPROBE_DEFER);
	expect_nothing_left(test, 0);
	of_node_clear_flag(np, OF_POPULATED);

	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 1)), "vdev@1");
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 1);
}

struct of_refused {
	const char *desc;
	const char *node;
	int ret;
	int devices;
};

static const struct of_refused of_refused[] = {
	{ "two nodes with one reg", "rproc-kunit-duplicate", -EINVAL, 2 },
	{ "no virtio,id", "rproc-kunit-no-id", -EINVAL, 1 },
	{ "disabled region", "rproc-kunit-failed", -ENODEV, 1 },
	{ "dma-ranges out of reach", "rproc-kunit-ranges", -EINVAL, 1 },
	{ "no mailbox yet", "rproc-kunit-late", -EPROBE_DEFER, 1 },
};

KUNIT_ARRAY_PARAM_DESC(of_refused, of_refused, desc);

/*
 * An entry whose node is ambiguous, has failed to probe or is not ready fails the
 * boot, with the error that says which; not so if the table has no such entry.
 */
static void vdev_of_refused(struct kunit *test)
{
	const struct of_refused *refused = test->param_value;
	struct rproc *rproc = of_rproc(test, refused->node);

	table_make(test, 1, (u8[]){ 2 });
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), refused->ret);
	KUNIT_EXPECT_FALSE(test, rproc->boot_deferred);
	expect_nothing_left(test, refused->devices);

	/* what is automatic is tried again, if that is of use */
	schedule_work(&rproc->attach_work);
	flush_work(&rproc->attach_work);
	KUNIT_EXPECT_EQ(test, rproc->boot_deferred, refused->ret == -EPROBE_DEFER);
	expect_nothing_left(test, refused->devices);

	table_make(test, 0, NULL);
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_FALSE(test, rproc->boot_deferred);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "");
}

/* A node that is disabled, or has no reg, is for no entry: that one is legacy. */
static void vdev_of_ignored(struct kunit *test)
{
	const char *node = *(const char **)test->param_value;
	struct rproc *rproc = of_rproc(test, node);
	int devices = num_devices(test);

	table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, num_devices(test), devices + 1);
	KUNIT_EXPECT_NOT_NULL(test, bound_vdev(test, 0));
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 0)), "");
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, devices);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0-0");
}

static const char * const of_ignored[] = { "rproc-kunit-disabled", "rproc-kunit-no-reg" };

static void of_ignored_desc(const char * const *node, char *desc)
{
	strscpy(desc, *node, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(of_ignored, of_ignored, of_ignored_desc);

/*
 * A vdev may go while it is in use: it is stopped and unbound, its vrings' memory
 * stays until the remote has stopped, and the next boot has it again.
 */
static void vdev_of_removed_while_started(struct kunit *test)
{
	struct rproc *rproc = of_rproc(test, "rproc-kunit-second");

	table_make(test, 2, (u8[]){ 1, 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_ASSERT_NOT_NULL(test, bound_vdev(test, 1));

	of_platform_device_destroy(&bound_vdev(test, 1)->pdev->dev, NULL);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0+1-1");
	KUNIT_EXPECT_NULL(test, bound_vdev(test, 1));
	KUNIT_EXPECT_EQ(test, rproc->state, RPROC_ATTACHED);
	KUNIT_EXPECT_NULL(test, idr_find(&rproc->notifyids, 1));
	KUNIT_EXPECT_NOT_NULL(test, rproc_find_carveout_by_name(rproc, "vdev1vring0"));
	KUNIT_EXPECT_NOT_NULL(test, rproc_find_carveout_by_name(rproc, "vdev1vring1"));
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, 1), IRQ_NONE);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 0);

	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_STREQ(test, node_name(bound_vdev(test, 1)), "vdev@1");
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0+1-1-0+0+1-1-0");
	expect_nothing_left(test, 1);
}

#ifdef CONFIG_MAILBOX
/* a mailbox controller with one channel: counts, and rings when a test says so */
#define FAKE_MBOX		"test,rproc-virtio-kunit-mbox"

static unsigned int fake_mbox_sent;
static struct mbox_chan *fake_mbox_chan;
static bool fake_mbox_in_hardirq;

static int fake_mbox_send_data(struct mbox_chan *chan, void *data)
{
	fake_mbox_sent++;

	return 0;
}

static const struct mbox_chan_ops fake_mbox_ops = {
	.send_data = fake_mbox_send_data,
};

/* like the handler of a controller that does not use a thread */
static void fake_mbox_irq(struct irq_work *work)
{
	fake_mbox_in_hardirq = in_hardirq();
	mbox_chan_received_data(fake_mbox_chan, NULL);
}

static int fake_mbox_probe(struct platform_device *pdev)
{
	struct mbox_controller *mbox;

	mbox = devm_kzalloc(&pdev->dev, sizeof(*mbox), GFP_KERNEL);
	if (!mbox)
		return -ENOMEM;

	mbox->dev = &pdev->dev;
	mbox->ops = &fake_mbox_ops;
	mbox->num_chans = 1;
	mbox->chans = devm_kzalloc(&pdev->dev, sizeof(*mbox->chans), GFP_KERNEL);
	if (!mbox->chans)
		return -ENOMEM;
	platform_set_drvdata(pdev, mbox);
	fake_mbox_chan = mbox->chans;

	return devm_mbox_controller_register(&pdev->dev, mbox);
}

static const struct of_device_id fake_mbox_ids[] = {
	{ .compatible = FAKE_MBOX },
	{}
};

static struct platform_driver fake_mbox_driver = {
	.probe = fake_mbox_probe,
	.driver = {
		.name = "rproc-virtio-kunit-mbox",
		.of_match_table = fake_mbox_ids,
	},
};

/*
 * An automatic boot that came too early for a vdev's mailbox comes again by itself
 * when that is there. All vrings ring it then, and ops->kick nobody; and when it
 * rings, in hard interrupt context, all of them are served.
 */
static void vdev_of_mailbox_comes_late(struct kunit *test)
{
	struct irq_work irq = IRQ_WORK_INIT_HARD(fake_mbox_irq);
	struct rproc *rproc = of_rproc(test, "rproc-kunit-late");
	struct fake_rproc *fake = fake_of(test);
	struct rproc_vdev *rvdev;
	struct client *client;
	struct virtqueue *vq;
	unsigned int i;

	fake_mbox_sent = 0;
	table_make(test, 1, (u8[]){ 2 });

	/* who asks for a boot is told, and may ask again */
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), -EPROBE_DEFER);
	KUNIT_EXPECT_FALSE(test, rproc->boot_deferred);

	schedule_work(&rproc->attach_work);
	flush_work(&rproc->attach_work);
	KUNIT_ASSERT_TRUE(test, rproc->boot_deferred);
	expect_nothing_left(test, 1);

	KUNIT_ASSERT_EQ(test, kunit_platform_driver_register(test, &fake_mbox_driver), 0);
	KUNIT_ASSERT_NE(test, wait_for_completion_timeout(&fake->attached, 60 * HZ), 0);

	rvdev = bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	KUNIT_EXPECT_EQ(test, rproc->state, RPROC_ATTACHED);
	KUNIT_ASSERT_EQ(test, rvdev->state, RVDEV_STARTED);
	client = rvdev->vdev->priv;
	KUNIT_EXPECT_TRUE(test, virtqueue_notify(client->vqs[0]));
	KUNIT_EXPECT_TRUE(test, virtqueue_notify(client->vqs[1]));
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 2);
	KUNIT_EXPECT_EQ(test, fake->kicked, -1);

	for (i = 0; i < 2; i++) {
		vq = client->vqs[i];
		virtqueue_get_vring(vq)->used->idx = cpu_to_virtio16(vq->vdev, 1);
	}
	fake_mbox_in_hardirq = false;
	irq_work_queue(&irq);
	irq_work_sync(&irq);
	KUNIT_EXPECT_TRUE(test, fake_mbox_in_hardirq);
	for (i = 0; i < 2; i++) {
		flush_work(&rvdev->vring[i].work);
		KUNIT_EXPECT_EQ(test, client->called[i], 1);
	}

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 1);

	/* a channel for all vrings, of which this firmware has none */
	table_make(test, 1, (u8[]){ 0 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	irq_work_queue(&irq);
	irq_work_sync(&irq);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 1);

	table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	client = rvdev->vdev->priv;

	/* a mailbox that takes no messages any more: at once, and after a pause */
	mbox_free_channel(fake_mbox_chan);
	KUNIT_EXPECT_FALSE(test, virtqueue_notify(client->vqs[0]));
	rproc_vdev_mbox_silence(rvdev);
	KUNIT_EXPECT_TRUE(test, virtqueue_notify(client->vqs[1]));
	rproc_vdev_mbox_resume(rvdev);
	KUNIT_EXPECT_FALSE(test, virtqueue_notify(client->vqs[1]));
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 2);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	expect_nothing_left(test, 1);

	/* the channels go before their controller, as device links have it */
	kunit_release_action(test, fake_rproc_del, rproc);
}
#endif

static struct kunit_case of_test_cases[] = {
	KUNIT_CASE(vdev_of_matches_by_reg),
	KUNIT_CASE(vdev_of_beside_legacy),
	KUNIT_CASE(vdev_of_id_mismatch),
	KUNIT_CASE(vdev_of_behind_iommu),
	KUNIT_CASE(vdev_of_without_device),
	KUNIT_CASE_PARAM(vdev_of_refused, of_refused_gen_params),
	KUNIT_CASE_PARAM(vdev_of_ignored, of_ignored_gen_params),
	KUNIT_CASE(vdev_of_removed_while_started),
#ifdef CONFIG_MAILBOX
	KUNIT_CASE(vdev_of_mailbox_comes_late),
#endif
	{}
};

static struct kunit_suite of_test_suite = {
	.name = "remoteproc_virtio_of",
	.suite_init = of_suite_init,
	.init = of_test_init,
	.test_cases = of_test_cases,
};

kunit_test_suites(&table_test_suite, &vring_test_suite, &life_test_suite, &of_test_suite);
