// SPDX-License-Identifier: GPL-2.0-only
/*
 * A virtio driver for the KUnit tests of vdevs
 */

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>

#include <kunit/test.h>

#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

static struct rproc_vdev *client_rvdev(struct virtio_device *vdev)
{
	return platform_get_drvdata(to_platform_device(vdev->dev.parent));
}

static void client_callback(struct virtqueue *vq)
{
	struct fake_rproc *fake = client_rvdev(vq->vdev)->rproc->priv;
	struct fake_client *client = vq->vdev->priv;

	client->called[vq->index]++;
	complete(&fake->callback_began);
	if (fake->callback_waits) {
		if (vq->index || client_rvdev(vq->vdev)->index)
			complete(&fake->callback_end);
		else if (!wait_for_completion_timeout(&fake->callback_end, 10 * HZ))
			fake->timed_out = true;
	}
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
	struct fake_client *client;
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
	struct rproc_vdev *rvdev = client_rvdev(vdev);
	struct fake_rproc *fake = rvdev->rproc->priv;

	client_log(vdev, '-');
	virtio_reset_device(vdev);
	vdev->config->del_vqs(vdev);
	WRITE_ONCE(fake->removed, true);
	if (rvdev->index == 1)
		complete(&fake->callback_end);
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

/*
 * The driver stays registered for all suites: after unregistration its objects may
 * still be in sysfs when the next suite begins (DEBUG_KOBJECT_RELEASE).
 */
int fake_client_init(struct kunit_suite *suite)
{
	static bool registered;
	int ret;

	if (registered)
		return 0;

	ret = register_virtio_driver(&client_driver);
	registered = !ret;

	return ret;
}
