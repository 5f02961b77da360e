// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for vdevs with a device tree node
 */

#include <linux/dma-mapping.h>
#include <linux/idr.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include <kunit/of.h>
#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

static const char *node_name(struct rproc_vdev *rvdev)
{
	return rvdev && rvdev->pdev->dev.of_node ? rvdev->pdev->dev.of_node->full_name : "";
}

/* The reg of a node is the position of its entry, in any order of nodes. */
static void vdev_of_matches_by_reg(struct kunit *test)
{
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-match");

	/* the nodes of vdevs have a device, other children have none */
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), 2);

	fake_table_make(test, 2, (u8[]){ 1, 2 });
	fake_table_vdev(test, 1)->id = TEST_ID_NO_DRIVER;
	fake_table_changed(test);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), 2);
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 0)), "vdev@0");
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 1)), "vdev@1");

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0-0");
	fake_expect_nothing_left(test, 2);
}

/* Device tree and resource table may each have a vdev that the other lacks. */
static void vdev_of_beside_legacy(struct kunit *test)
{
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-second");

	/* the first vdev has no node, the second has */
	fake_table_make(test, 2, (u8[]){ 1, 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), 2);
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 0)), "");
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 1)), "vdev@1");
	KUNIT_EXPECT_EQ(test, fake_table_vdev(test, 1)->vring[0].notifyid, 1);
	KUNIT_EXPECT_EQ(test, fake_table_vdev(test, 1)->vring[1].notifyid, 2);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);

	/* the vdev with a node is not in the table: it stays unbound */
	fake_table_make(test, 1, (u8[]){ 1 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), 2);
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 0)), "");
	KUNIT_EXPECT_NULL(test, fake_bound_vdev(test, 1));
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0+1-1-0+0-0");
}

/* A wrong virtio,id fails the boot. */
static void vdev_of_id_mismatch(struct kunit *test)
{
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-match");

	/* the second node is for TEST_ID_NO_DRIVER */
	fake_table_make(test, 2, (u8[]){ 1, 1 });
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	fake_expect_nothing_left(test, 2);

	fake_table_vdev(test, 1)->id = TEST_ID_NO_DRIVER;
	fake_table_changed(test);
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 2);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0-0");
}

/* Buffers may be wherever the remote processor reaches, vrings below 4 GiB. */
static void vdev_of_dma_mask(struct kunit *test)
{
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-second");
	dma_addr_t mask = (dma_addr_t)DMA_BIT_MASK(40);
	struct device *dev;

	*rproc->dev.parent->dma_mask = mask;
	fake_table_make(test, 2, (u8[]){ 1, 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);

	dev = &fake_bound_vdev(test, 1)->pdev->dev;
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev),
			IS_ENABLED(CONFIG_HAS_DMA) ? mask : DMA_BIT_MASK(32));
	KUNIT_EXPECT_EQ(test, dev->coherent_dma_mask, DMA_BIT_MASK(32));

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);
}

/* A vdev with a node behind an IOMMU fails the boot. */
static void vdev_of_behind_iommu(struct kunit *test)
{
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-second");

	fake_table_make(test, 2, (u8[]){ 1, 2 });
	fake_of(test)->iommu = true;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EOPNOTSUPP);
	fake_expect_nothing_left(test, 1);

	fake_of(test)->iommu = false;
	fake_of(test)->iommu_mapped = true;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EOPNOTSUPP);
	fake_expect_nothing_left(test, 1);

	fake_of(test)->iommu_mapped = false;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);
}

/*
 * A node without a device, which an overlay may add during a boot, defers the boot.
 * The next boot creates the device.
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

	/* prevents the creation of a device */
	of_node_set_flag(np, OF_POPULATED);
	rproc = fake_of_rproc(test, "rproc-kunit-second");
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), 0);
	fake_table_make(test, 2, (u8[]){ 1, 2 });
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EPROBE_DEFER);
	fake_expect_nothing_left(test, 0);
	of_node_clear_flag(np, OF_POPULATED);

	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 1)), "vdev@1");
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);
}

/*
 * A boot creates a device while an overlay has added only a part of a node: its probe
 * fails. The notification, which follows when the node is complete, replaces the device.
 */
static void vdev_of_incomplete(struct kunit *test)
{
	static __be32 value = cpu_to_be32(TEST_ID);
	static struct property id = {
		.name = "virtio,id",
		.length = sizeof(value),
		.value = &value,
	};
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-no-id");
	struct of_reconfig_data rd = {};

	rd.dn = of_get_next_child(rproc->dev.parent->of_node, NULL);
	KUNIT_ASSERT_NOT_NULL(test, rd.dn);
	of_node_put_kunit(test, rd.dn);
	fake_table_make(test, 1, (u8[]){ 2 });
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);

	/* a property alone changes nothing; other tests need the node without it */
	KUNIT_ASSERT_EQ(test, of_add_property(rd.dn, &id), 0);
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	fake_expect_nothing_left(test, 1);

	KUNIT_EXPECT_EQ(test, of_reconfig_notify(OF_RECONFIG_ATTACH_NODE, &rd), 0);
	KUNIT_EXPECT_EQ(test, of_remove_property(rd.dn, &id), 0);
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), 1);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 0)), "vdev@0");
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);
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
 * An entry whose node is ambiguous, failed to probe or is not ready fails the boot
 * with the right errno. A table without that entry boots.
 */
static void vdev_of_refused(struct kunit *test)
{
	const struct of_refused *refused = test->param_value;
	struct rproc *rproc = fake_of_rproc(test, refused->node);

	fake_table_make(test, 1, (u8[]){ 2 });
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), refused->ret);
	KUNIT_EXPECT_FALSE(test, rproc->boot_deferred);
	fake_expect_nothing_left(test, refused->devices);

	/* only an automatic boot is retried, and only after -EPROBE_DEFER */
	schedule_work(&rproc->attach_work);
	flush_work(&rproc->attach_work);
	KUNIT_EXPECT_EQ(test, rproc->boot_deferred, refused->ret == -EPROBE_DEFER);
	fake_expect_nothing_left(test, refused->devices);

	fake_table_make(test, 0, NULL);
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_FALSE(test, rproc->boot_deferred);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "");
}

/* A node that is disabled or has no reg is ignored. */
static void vdev_of_ignored(struct kunit *test)
{
	const char *node = *(const char **)test->param_value;
	struct rproc *rproc = fake_of_rproc(test, node);
	int devices = fake_num_devices(test);

	fake_table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, fake_num_devices(test), devices + 1);
	KUNIT_EXPECT_NOT_NULL(test, fake_bound_vdev(test, 0));
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 0)), "");
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, devices);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0-0");
}

static const char * const of_ignored[] = { "rproc-kunit-disabled", "rproc-kunit-no-reg" };

static void of_ignored_desc(const char * const *node, char *desc)
{
	strscpy(desc, *node, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(of_ignored, of_ignored, of_ignored_desc);

/*
 * A vdev is removed while it is in use: it is stopped and unbound, and its vrings keep
 * their memory until the remote processor has stopped.
 */
static void vdev_of_removed_while_started(struct kunit *test)
{
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-second");

	fake_table_make(test, 2, (u8[]){ 1, 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_ASSERT_NOT_NULL(test, fake_bound_vdev(test, 1));

	of_platform_device_destroy(&fake_bound_vdev(test, 1)->pdev->dev, NULL);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0+1-1");
	KUNIT_EXPECT_NULL(test, fake_bound_vdev(test, 1));
	KUNIT_EXPECT_EQ(test, rproc->state, RPROC_ATTACHED);
	KUNIT_EXPECT_NULL(test, idr_find(&rproc->notifyids, 1));
	KUNIT_EXPECT_NOT_NULL(test, rproc_find_carveout_by_name(rproc, "vdev1vring0"));
	KUNIT_EXPECT_NOT_NULL(test, rproc_find_carveout_by_name(rproc, "vdev1vring1"));
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, 1), IRQ_NONE);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);

	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_STREQ(test, node_name(fake_bound_vdev(test, 1)), "vdev@1");
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake_of(test)->log, "+0+1-1-0+0+1-1-0");
	fake_expect_nothing_left(test, 1);
}

static struct kunit_case of_test_cases[] = {
	KUNIT_CASE(vdev_of_matches_by_reg),
	KUNIT_CASE(vdev_of_beside_legacy),
	KUNIT_CASE(vdev_of_id_mismatch),
	KUNIT_CASE(vdev_of_dma_mask),
	KUNIT_CASE(vdev_of_behind_iommu),
	KUNIT_CASE(vdev_of_without_device),
	KUNIT_CASE(vdev_of_incomplete),
	KUNIT_CASE_PARAM(vdev_of_refused, of_refused_gen_params),
	KUNIT_CASE_PARAM(vdev_of_ignored, of_ignored_gen_params),
	KUNIT_CASE(vdev_of_removed_while_started),
	{}
};

static struct kunit_suite of_test_suite = {
	.name = "remoteproc_virtio_of",
	.suite_init = fake_of_suite_init,
	.init = fake_of_test_init,
	.test_cases = of_test_cases,
};

kunit_test_suite(of_test_suite);
