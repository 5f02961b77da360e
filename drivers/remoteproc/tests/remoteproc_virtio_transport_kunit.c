// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for the virtio transport of vdevs
 */

#include <linux/remoteproc.h>
#include <linux/string.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>

#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

/* The config space is in the table; reads beyond its end return zeros. */
static void vdev_config_space(struct kunit *test)
{
	static const u8 bytes[TEST_CONFIG_LEN] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	static const struct {
		unsigned int offset;
		unsigned int len;
	} beyond[] = {
		/* a byte too many, at the end and in total, and an offset that wraps */
		{ TEST_CONFIG_LEN - 1, 2 },
		{ 0, TEST_CONFIG_LEN + 1 },
		{ U32_MAX, 2 },
	};
	struct rproc *rproc = test->priv;
	u8 got[TEST_CONFIG_LEN + 1] = {};
	struct virtio_device *vdev;
	unsigned int i;
	u8 *config;

	fake_table_make(test, 1, (u8[]){ 3 });
	config = (u8 *)&fake_table_vdev(test, 0)->vring[3];
	memcpy(config, bytes, sizeof(bytes));
	fake_table_changed(test);
	vdev = fake_boot_vdev(test);

	vdev->config->get(vdev, 0, got, TEST_CONFIG_LEN);
	KUNIT_EXPECT_MEMEQ(test, got, bytes, sizeof(bytes));

	vdev->config->set(vdev, TEST_CONFIG_LEN - 2, "\xa5\x5a", 2);
	KUNIT_EXPECT_EQ(test, config[TEST_CONFIG_LEN - 3], 6);
	KUNIT_EXPECT_EQ(test, config[TEST_CONFIG_LEN - 2], 0xa5);
	KUNIT_EXPECT_EQ(test, config[TEST_CONFIG_LEN - 1], 0x5a);

	for (i = 0; i < ARRAY_SIZE(beyond); i++) {
		memset(got, 0xff, sizeof(got));
		vdev->config->get(vdev, beyond[i].offset, got, beyond[i].len);
		KUNIT_EXPECT_EQ(test, mem_is_zero(got, beyond[i].len), true);
	}

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
}

/* The status is written to the table, but never read from there. */
static void vdev_status(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct virtio_device *vdev;
	struct fw_rsc_vdev *rsc;

	fake_table_make(test, 1, (u8[]){ 1 });
	rsc = fake_table_vdev(test, 0);
	rsc->status = 0xff;
	fake_table_changed(test);
	vdev = fake_boot_vdev(test);

	KUNIT_EXPECT_EQ(test, rsc->status, VIRTIO_CONFIG_S_ACKNOWLEDGE |
			VIRTIO_CONFIG_S_DRIVER | VIRTIO_CONFIG_S_DRIVER_OK);
	rsc->status = VIRTIO_CONFIG_S_FAILED;
	KUNIT_EXPECT_EQ(test, vdev->config->get_status(vdev), VIRTIO_CONFIG_S_ACKNOWLEDGE |
			VIRTIO_CONFIG_S_DRIVER | VIRTIO_CONFIG_S_DRIVER_OK);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
}

/* Features have 32 bits, offered as well as accepted. */
static void vdev_features(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct virtio_device *vdev;
	struct fw_rsc_vdev *rsc;

	fake_table_make(test, 1, (u8[]){ 1 });
	rsc = fake_table_vdev(test, 0);
	rsc->dfeatures = 3;
	fake_table_changed(test);
	vdev = fake_boot_vdev(test);

	KUNIT_EXPECT_EQ(test, vdev->config->get_features(vdev), 3);
	vdev->features = BIT_ULL(1);
	KUNIT_EXPECT_EQ(test, vdev->config->finalize_features(vdev), 0);
	KUNIT_EXPECT_EQ(test, rsc->gfeatures, 2);
	vdev->features = BIT_ULL(50);
	KUNIT_EXPECT_EQ(test, vdev->config->finalize_features(vdev), -EINVAL);
	KUNIT_EXPECT_EQ(test, rsc->gfeatures, 2);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
}

static struct kunit_case transport_test_cases[] = {
	KUNIT_CASE(vdev_config_space),
	KUNIT_CASE(vdev_status),
	KUNIT_CASE(vdev_features),
	{}
};

static struct kunit_suite transport_test_suite = {
	.name = "remoteproc_virtio_transport",
	.suite_init = fake_client_init,
	.init = fake_rproc_init,
	.test_cases = transport_test_cases,
};

kunit_test_suite(transport_test_suite);
