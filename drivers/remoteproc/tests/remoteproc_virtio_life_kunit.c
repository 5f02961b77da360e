// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for the lifecycle of vdevs: bind, start, stop, unbind
 */

#include <linux/completion.h>
#include <linux/device.h>
#include <linux/idr.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ring.h>
#include <linux/workqueue.h>

#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

static const u8 vring_counts[] = { 0, 1, 2, 3, 9, 255 };

static void vring_count_desc(const u8 *count, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u vrings", *count);
}

KUNIT_ARRAY_PARAM(vring_count, vring_counts, vring_count_desc);

/*
 * A vdev has the vrings of its entry, with their sizes. Kicks and interrupts reach
 * the right vring.
 */
static void vdev_with_vrings(struct kunit *test)
{
	unsigned int i, num = *(u8 *)test->param_value;
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;
	struct fw_rsc_vdev *rsc;
	struct fake_client *client;
	struct virtqueue *vq;

	fake_table_make(test, 1, test->param_value);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0");

	rvdev = fake_bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	KUNIT_EXPECT_EQ(test, rvdev->state, RVDEV_STARTED);
	KUNIT_EXPECT_EQ(test, rvdev->num_vrings, num);
	KUNIT_EXPECT_EQ(test, rproc->max_notifyid, (int)num - 1);
	KUNIT_ASSERT_NOT_NULL(test, rvdev->vdev);
	client = rvdev->vdev->priv;
	rsc = fake_table_vdev(test, 0);

	for (i = 0; i < num; i++) {
		vq = client->vqs[i];
		KUNIT_EXPECT_EQ(test, virtqueue_get_vring_size(vq), 2 << (i % 4));
		KUNIT_EXPECT_EQ(test, rsc->vring[i].notifyid, i);
		KUNIT_EXPECT_EQ(test, rsc->vring[i].da, rvdev->vring[i].mem->da);

		KUNIT_EXPECT_TRUE(test, virtqueue_notify(vq));
		KUNIT_EXPECT_EQ(test, fake->kicked, i);

		/* no buffer is used, then one is */
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
	fake_expect_nothing_left(test, 0);
}

/*
 * Vdevs start in the order of the table and stop in reverse order. Notifyids are
 * numbered over all vdevs, and are the same in a second boot.
 */
static void vdevs_in_table_order(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;
	unsigned int i, j, again;
	int id;

	fake_table_make(test, 3, (u8[]){ 2, 1, 3 });

	for (again = 0; again < 2; again++) {
		KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
		KUNIT_EXPECT_EQ(test, fake_num_devices(test), 3);

		for (i = 0, id = 0; i < 3; i++) {
			rvdev = fake_bound_vdev(test, i);
			KUNIT_ASSERT_NOT_NULL(test, rvdev);
			KUNIT_EXPECT_EQ(test, rvdev->index, i);
			KUNIT_EXPECT_PTR_EQ(test, rvdev->pdev->dev.parent, &rproc->dev);
			for (j = 0; j < rvdev->num_vrings; j++, id++)
				KUNIT_EXPECT_EQ(test, rvdev->vring[j].notifyid, id);
		}
		KUNIT_EXPECT_EQ(test, id, 6);
		KUNIT_EXPECT_EQ(test, rproc->max_notifyid, 5);

		KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
		fake_expect_nothing_left(test, 0);
	}
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1+2-2-1-0+0+1+2-2-1-0");
}

/* A virtio device needs no driver. */
static void vdev_without_driver(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	fake_table_make(test, 1, (u8[]){ 2 });
	fake_table_vdev(test, 0)->id = TEST_ID_NO_DRIVER;
	fake_table_changed(test);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);

	rvdev = fake_bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	KUNIT_EXPECT_EQ(test, rvdev->state, RVDEV_STARTED);
	KUNIT_ASSERT_NOT_NULL(test, rvdev->vdev);
	KUNIT_EXPECT_EQ(test, rvdev->vdev->id.device, TEST_ID_NO_DRIVER);
	KUNIT_EXPECT_PTR_EQ(test, rvdev->vdev->dev.parent, &rvdev->pdev->dev);
	KUNIT_EXPECT_NULL(test, rvdev->vdev->dev.driver);
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, 0), IRQ_NONE);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
}

/* A failing virtio driver, here for lack of virtqueues, does not fail the boot. */
static void vdev_with_failing_driver(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;

	fake->extra_vqs = 1;
	fake_table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);

	rvdev = fake_bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	KUNIT_EXPECT_EQ(test, rvdev->state, RVDEV_STARTED);
	KUNIT_EXPECT_NULL(test, rvdev->vdev->dev.driver);
	KUNIT_EXPECT_NULL(test, rvdev->vring[0].vq);
	KUNIT_EXPECT_NULL(test, rvdev->vring[1].vq);
	KUNIT_EXPECT_EQ(test, rproc_vq_interrupt(rproc, 1), IRQ_NONE);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "");
}

/* The last reference to a virtio device may be dropped after the vdev was removed. */
static void vdev_outlived_by_reference(struct kunit *test)
{
	struct rproc *rproc = test->priv;
	struct rproc_vdev *rvdev;
	struct device *held;

	fake_table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	rvdev = fake_bound_vdev(test, 0);
	KUNIT_ASSERT_NOT_NULL(test, rvdev);
	held = get_device(&rvdev->vdev->dev);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
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

/* detach while a callback of the first vring is in flight */
static void detach_during_callback(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;
	struct interrupt interrupt = { .rproc = rproc };
	struct virtio_device *vdev = fake_boot_vdev(test);
	struct fake_client *client = vdev->priv;

	virtqueue_get_vring(client->vqs[0])->used->idx = cpu_to_virtio16(vdev, 1);

	INIT_WORK_ONSTACK(&interrupt.work, interrupt_vring0);
	schedule_work(&interrupt.work);
	KUNIT_EXPECT_NE(test, wait_for_completion_timeout(&fake->callback_began, 10 * HZ), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	flush_work(&interrupt.work);
	destroy_work_on_stack(&interrupt.work);
	fake_expect_nothing_left(test, 0);
}

/* Teardown waits for a callback in flight. */
static void vdev_stop_waits_for_callback(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);

	fake->callback_ms = 100;
	fake_table_make(test, 1, (u8[]){ 1 });
	detach_during_callback(test);
	KUNIT_EXPECT_TRUE(test, fake->removed);
	KUNIT_EXPECT_FALSE(test, fake->late);
}

/*
 * Vdev 1 stops first and must not wait for a callback of vdev 0. That callback waits
 * for the removal of vdev 1, and would otherwise time out.
 */
static void vdev_stop_ignores_other_callbacks(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);

	fake->callback_waits = true;
	fake_table_make(test, 2, (u8[]){ 1, 1 });
	detach_during_callback(test);
	KUNIT_EXPECT_FALSE(test, fake->timed_out);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1-1-0");
}

/* A vdev needs a kick operation. */
static void vdev_without_kick(struct kunit *test)
{
	struct rproc *rproc = test->priv;

	fake_table_make(test, 1, (u8[]){ 2 });
	rproc->ops->kick = NULL;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	fake_expect_nothing_left(test, 0);

	rproc->ops->kick = fake_kick;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
}

/* A boot that fails after all vdevs are bound unbinds them. */
static void vdev_attach_fails(struct kunit *test)
{
	struct fake_rproc *fake = fake_of(test);
	struct rproc *rproc = test->priv;

	fake_table_make(test, 2, (u8[]){ 2, 1 });
	fake->attach_ret = -EIO;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EIO);
	fake_expect_nothing_left(test, 0);
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

	fake_table_make(test, 2, (u8[]){ 1, 2 });
	fake_table_vdev(test, 1)->vring[1].num = 4096;
	fake_table_changed(test);
	fake->carveout = "vdev1vring1";
	fake->carveout_da = FW_RSC_ADDR_ANY;
	fake->carveout_len = PAGE_SIZE;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), -EINVAL);
	fake_expect_nothing_left(test, 0);

	fake->carveout_len = SZ_128K;
	KUNIT_EXPECT_EQ(test, rproc_boot(rproc), 0);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 0);
	KUNIT_EXPECT_STREQ(test, fake->log, "+0+1-1-0");
}

static struct kunit_case life_test_cases[] = {
	KUNIT_CASE_PARAM(vdev_with_vrings, vring_count_gen_params),
	KUNIT_CASE(vdevs_in_table_order),
	KUNIT_CASE(vdev_without_driver),
	KUNIT_CASE(vdev_with_failing_driver),
	KUNIT_CASE(vdev_outlived_by_reference),
	KUNIT_CASE(vdev_stop_waits_for_callback),
	KUNIT_CASE(vdev_stop_ignores_other_callbacks),
	KUNIT_CASE(vdev_without_kick),
	KUNIT_CASE(vdev_attach_fails),
	KUNIT_CASE(vdev_carveout_too_small),
	{}
};

static struct kunit_suite life_test_suite = {
	.name = "remoteproc_virtio_life",
	.suite_init = fake_client_init,
	.init = fake_rproc_init,
	.test_cases = life_test_cases,
};

kunit_test_suite(life_test_suite);
