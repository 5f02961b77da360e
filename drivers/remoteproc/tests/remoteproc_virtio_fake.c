// SPDX-License-Identifier: GPL-2.0-only
/*
 * A fake remote processor for the KUnit tests of vdevs
 *
 * It is attached to with resource tables that the tests make. Its operations only
 * record their calls.
 */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/idr.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>

#include <kunit/platform_device.h>
#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

static int fake_prepare(struct rproc *rproc)
{
	struct fake_rproc *fake = rproc->priv;
	struct rproc_mem_entry *mem;

	/* the core must not dereference these */
	if (fake->iommu)
		rproc->domain = ERR_PTR(-ENODEV);
	if (fake->iommu_mapped)
		rproc->dev.parent->iommu_group = ERR_PTR(-ENODEV);

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
	rproc->dev.parent->iommu_group = NULL;

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

void fake_kick(struct rproc *rproc, int notifyid)
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

struct fake_rproc *fake_of(struct kunit *test)
{
	struct rproc *rproc = test->priv;

	return rproc->priv;
}

void fake_rproc_del(void *rproc)
{
	rproc_del(rproc);
	rproc_free(rproc);
}

/* add a remote processor, with @np for its device tree node if that is not NULL */
void fake_rproc_add(struct kunit *test, struct device_node *np)
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
	init_completion(&fake->callback_end);

	if (rproc_add(rproc)) {
		rproc_free(rproc);
		KUNIT_FAIL_AND_ABORT(test, "the remote processor cannot be added");
	}
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, fake_rproc_del, rproc), 0);
	test->priv = rproc;
}

int fake_rproc_init(struct kunit *test)
{
	fake_rproc_add(test, NULL);

	return 0;
}

/* vdev entry number @n of the table */
struct fw_rsc_vdev *fake_table_vdev(struct kunit *test, unsigned int n)
{
	struct resource_table *table = fake_of(test)->table;

	return (void *)table + table->offset[n] + sizeof(struct fw_rsc_hdr);
}

/*
 * Set the table, which ends where its memory ends. A failed test may leave the remote
 * processor attached, so the table is freed after the remote processor.
 */
void fake_table_set(struct kunit *test, const void *table, size_t size)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;

	fake->table = devm_kmemdup(rproc->dev.parent, table, size, GFP_KERNEL);
	fake->clean = devm_kmemdup(rproc->dev.parent, table, size, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fake->table);
	KUNIT_ASSERT_NOT_NULL(test, fake->clean);
	fake->table_sz = size;
}

/* make the changes of a test to fake_rproc::table part of its initial contents */
void fake_table_changed(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);

	memcpy(fake->clean, fake->table, fake->table_sz);
}

/* set a table of vdevs with these numbers of vrings */
void fake_table_make(struct kunit *test, unsigned int num_vdevs, const u8 *num_vrings)
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

	fake_table_set(test, table, size);
}

static int count_child(struct device *dev, void *data)
{
	(*(int *)data)++;

	return 0;
}

int fake_num_devices(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	int num = 0;

	device_for_each_child(&rproc->dev, &num, count_child);

	return num;
}

/* bound vdev number @n, in the order of binding */
struct rproc_vdev *fake_bound_vdev(struct kunit *test, unsigned int n)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	guard(mutex)(&rproc->lock);

	list_for_each_entry(rvdev, &rproc->rvdevs, node)
		if (!n--)
			return rvdev;

	return NULL;
}

/* boot with a table of one vdev, return its virtio device */
struct virtio_device *fake_boot_vdev(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	rvdev = fake_bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);

	return rvdev->vdev;
}

/* check that a failed or undone boot has left nothing */
void fake_expect_nothing_left(struct kunit *test, int devices)
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
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), devices);
	KUNIT_EXPECT_MEMEQ(test, fake->table, fake->clean, fake->table_sz);
}
