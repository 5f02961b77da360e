// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for virtio_console: a device whose resume fails
 */

#include <linux/module.h>
#include <linux/slab.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/virtio_console.h>
#include <linux/virtio_ids.h>
#include <linux/virtio_ring.h>

#include <kunit/device.h>
#include <kunit/test.h>

#define FAKE_QUEUE_SIZE		4
#define FAKE_PORTS		2

/**
 * struct fake_device - a console that never uses a buffer
 * @vdev: the virtio device
 * @features: offered features
 * @status: device status
 * @fail: find_vqs() fails
 */
struct fake_device {
	struct virtio_device vdev;
	u64 features;
	u8 status;
	bool fail;
};

static struct fake_device *to_fake(struct virtio_device *vdev)
{
	return container_of(vdev, struct fake_device, vdev);
}

static void fake_get(struct virtio_device *vdev, unsigned int offset, void *buf, unsigned int len)
{
	struct virtio_console_config config = {
		.max_nr_ports = cpu_to_le32(FAKE_PORTS),
	};

	memcpy(buf, (u8 *)&config + offset, len);
}

static u8 fake_get_status(struct virtio_device *vdev)
{
	return to_fake(vdev)->status;
}

static void fake_set_status(struct virtio_device *vdev, u8 status)
{
	to_fake(vdev)->status = status;
}

static void fake_reset(struct virtio_device *vdev)
{
	to_fake(vdev)->status = 0;
}

static u64 fake_get_features(struct virtio_device *vdev)
{
	return to_fake(vdev)->features | BIT_ULL(VIRTIO_F_VERSION_1);
}

static int fake_finalize_features(struct virtio_device *vdev)
{
	return 0;
}

static bool fake_notify(struct virtqueue *vq)
{
	return true;
}

static void fake_del_vqs(struct virtio_device *vdev)
{
	struct virtqueue *vq, *next;

	list_for_each_entry_safe(vq, next, &vdev->vqs, list)
		vring_del_virtqueue(vq);
}

static int fake_find_vqs(struct virtio_device *vdev, unsigned int nvqs, struct virtqueue *vqs[],
			 struct virtqueue_info vqs_info[], struct irq_affinity *desc)
{
	unsigned int i;

	if (to_fake(vdev)->fail)
		return -EIO;

	for (i = 0; i < nvqs; i++) {
		vqs[i] = vring_create_virtqueue(i, FAKE_QUEUE_SIZE, SMP_CACHE_BYTES, vdev, true,
						false, false, fake_notify, vqs_info[i].callback,
						vqs_info[i].name);
		if (!vqs[i]) {
			fake_del_vqs(vdev);
			return -ENOMEM;
		}
	}

	return 0;
}

static const struct virtio_config_ops fake_ops = {
	.get = fake_get,
	.get_status = fake_get_status,
	.set_status = fake_set_status,
	.reset = fake_reset,
	.find_vqs = fake_find_vqs,
	.del_vqs = fake_del_vqs,
	.get_features = fake_get_features,
	.finalize_features = fake_finalize_features,
};

static void fake_release(struct device *dev)
{
	kfree(to_fake(dev_to_virtio(dev)));
}

static void fake_unregister(void *vdev)
{
	unregister_virtio_device(vdev);
}

/* add a console, and suspend it */
static struct fake_device *fake_suspended(struct kunit *test, u64 features)
{
	struct fake_device *fake;
	struct device *parent;
	int ret;

	parent = kunit_device_register(test, "virtio-console-kunit");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, parent);

	fake = kzalloc_obj(*fake);
	KUNIT_ASSERT_NOT_NULL(test, fake);
	fake->features = features;
	fake->vdev.id.device = VIRTIO_ID_CONSOLE;
	fake->vdev.config = &fake_ops;
	fake->vdev.dev.parent = parent;
	fake->vdev.dev.release = fake_release;

	ret = register_virtio_device(&fake->vdev);
	if (ret)
		put_device(&fake->vdev.dev);
	KUNIT_ASSERT_EQ(test, ret, 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, fake_unregister, &fake->vdev), 0);
	if (!fake->vdev.dev.driver)
		kunit_skip(test, "virtio_console is not loaded");

	KUNIT_ASSERT_EQ(test, virtio_device_freeze(&fake->vdev), 0);

	return fake;
}

static const struct features_case {
	const char *desc;
	u64 features;
} features_cases[] = {
	{ "one port", 0 },
	{ "control queue", BIT_ULL(VIRTIO_CONSOLE_F_MULTIPORT) },
};

KUNIT_ARRAY_PARAM_DESC(features, features_cases, desc);

static u64 test_features(struct kunit *test)
{
	const struct features_case *features = test->param_value;

	return features->features;
}

/* A device whose resume has failed can be removed. */
static void console_remove_after_failed_resume(struct kunit *test)
{
	struct fake_device *fake = fake_suspended(test, test_features(test));

	fake->fail = true;
	KUNIT_EXPECT_EQ(test, virtio_device_restore(&fake->vdev), -EIO);
	KUNIT_EXPECT_TRUE(test, list_empty(&fake->vdev.vqs));

	kunit_release_action(test, fake_unregister, &fake->vdev);
}

/* It can be suspended again, and then resume. */
static void console_suspend_after_failed_resume(struct kunit *test)
{
	struct fake_device *fake = fake_suspended(test, test_features(test));

	fake->fail = true;
	KUNIT_EXPECT_EQ(test, virtio_device_restore(&fake->vdev), -EIO);
	KUNIT_EXPECT_EQ(test, virtio_device_freeze(&fake->vdev), 0);

	fake->fail = false;
	KUNIT_EXPECT_EQ(test, virtio_device_restore(&fake->vdev), 0);
	KUNIT_EXPECT_FALSE(test, list_empty(&fake->vdev.vqs));
	KUNIT_EXPECT_TRUE(test, fake->status & VIRTIO_CONFIG_S_DRIVER_OK);
}

static struct kunit_case virtio_console_cases[] = {
	KUNIT_CASE_PARAM(console_remove_after_failed_resume, features_gen_params),
	KUNIT_CASE_PARAM(console_suspend_after_failed_resume, features_gen_params),
	{}
};

static struct kunit_suite virtio_console_suite = {
	.name = "virtio_console",
	.test_cases = virtio_console_cases,
};

kunit_test_suite(virtio_console_suite);

MODULE_DESCRIPTION("KUnit tests for virtio_console");
MODULE_LICENSE("GPL");
