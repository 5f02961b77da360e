// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests for the doorbells of vdevs
 */

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/irq_work.h>
#include <linux/mailbox_client.h>
#include <linux/mailbox_controller.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ring.h>
#include <linux/workqueue.h>

#include <kunit/platform_device.h>
#include <kunit/test.h>

#include "../remoteproc_internal.h"
#include "../remoteproc_virtio.h"
#include "remoteproc_virtio_fake.h"

/* a mailbox controller with one channel that counts rings, and rings for the tests */
#define FAKE_MBOX		"test,rproc-virtio-kunit-mbox"

static unsigned int fake_mbox_sent;
static bool fake_mbox_polled;
static bool fake_mbox_busy;
static struct mbox_chan *fake_mbox_chan;
static bool fake_mbox_in_hardirq;

static int fake_mbox_send_data(struct mbox_chan *chan, void *data)
{
	if (fake_mbox_busy)
		return -EBUSY;
	fake_mbox_busy = fake_mbox_polled;
	fake_mbox_sent++;

	return 0;
}

static bool fake_mbox_last_tx_done(struct mbox_chan *chan)
{
	return !READ_ONCE(fake_mbox_busy);
}

static const struct mbox_chan_ops fake_mbox_ops = {
	.send_data = fake_mbox_send_data,
	.last_tx_done = fake_mbox_last_tx_done,
};

/* as in the hard interrupt handler of a controller */
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
	mbox->txdone_poll = fake_mbox_polled;
	mbox->txpoll_period = 1;
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

/* not the same driver again: its kobject may be released late */
static struct platform_driver fake_mbox_polled_driver = {
	.probe = fake_mbox_probe,
	.driver = {
		.name = "rproc-virtio-kunit-mbox-polled",
		.of_match_table = fake_mbox_ids,
	},
};

/* the remote processor uses a buffer of a virtqueue */
static void fake_mbox_use(struct virtqueue *vq)
{
	struct vring_used *used = virtqueue_get_vring(vq)->used;

	used->idx = cpu_to_virtio16(vq->vdev, virtio16_to_cpu(vq->vdev, used->idx) + 1);
}

/* the same, and it rings */
static void fake_mbox_ring(struct virtqueue *vq, struct irq_work *irq)
{
	fake_mbox_use(vq);
	irq_work_queue(irq);
	irq_work_sync(irq);
}

/*
 * The vdev does not ring between suspend and resume. Callbacks still run, because the
 * controller may suspend later. It may lose a message, so resume runs all callbacks.
 */
static void vdev_of_suspends(struct kunit *test, struct rproc_vdev *rvdev)
{
	struct irq_work irq = IRQ_WORK_INIT(fake_mbox_irq);
	struct fake_client *client = rvdev->vdev->priv;
	unsigned int i;

	fake_mbox_sent = 0;
	rproc_vdev_mbox_suspend(rvdev);
	for (i = 0; i < 2; i++)
		KUNIT_EXPECT_TRUE(test, virtqueue_notify(client->vqs[i]));
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 0);

	fake_mbox_ring(client->vqs[0], &irq);
	KUNIT_EXPECT_EQ(test, client->called[0], 1);
	fake_mbox_use(client->vqs[1]);
	KUNIT_EXPECT_EQ(test, client->called[1], 0);

	rproc_vdev_mbox_resume(rvdev);
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 1);
	KUNIT_EXPECT_EQ(test, client->called[0], 2);
	KUNIT_EXPECT_EQ(test, client->called[1], 1);
}

/* Resume runs the callbacks of a vdev that was bound while suspended. */
static void vdev_of_boots_suspended(struct kunit *test, struct rproc_vdev *rvdev)
{
	struct rproc *rproc = test->priv;
	struct fake_client *client;

	rproc_vdev_mbox_suspend(rvdev);
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	client = rvdev->vdev->priv;
	fake_mbox_use(client->vqs[1]);
	KUNIT_EXPECT_EQ(test, client->called[1], 0);

	rproc_vdev_mbox_resume(rvdev);
	KUNIT_EXPECT_EQ(test, client->called[1], 1);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);
}

/*
 * An automatic boot that was deferred for lack of a mailbox is retried when the mailbox
 * probes. All vrings ring the mailbox, none uses ops->kick. A ring of the mailbox, in
 * hard interrupt context, runs the callbacks of all vrings.
 */
static void vdev_of_mailbox_comes_late(struct kunit *test)
{
	struct irq_work irq = IRQ_WORK_INIT(fake_mbox_irq);
	struct rproc *rproc = fake_of_rproc(test, "rproc-kunit-late");
	struct fake_rproc *fake = fake_of(test);
	struct rproc_vdev *rvdev;
	struct fake_client *client;
	struct virtqueue *vq;
	unsigned int i;

	fake_mbox_polled = false;
	fake_mbox_busy = false;
	fake_mbox_sent = 0;
	fake_table_make(test, 1, (u8[]){ 2 });

	/* a boot on request is not retried */
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), -EPROBE_DEFER);
	KUNIT_EXPECT_FALSE(test, rproc->boot_deferred);

	schedule_work(&rproc->attach_work);
	flush_work(&rproc->attach_work);
	KUNIT_ASSERT_TRUE(test, rproc->boot_deferred);
	fake_expect_nothing_left(test, 1);

	KUNIT_ASSERT_EQ(test, kunit_platform_driver_register(test, &fake_mbox_driver), 0);
	/* free the channels before their controller, as device links would */
	kunit_remove_action(test, fake_rproc_del, rproc);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, fake_rproc_del, rproc), 0);
	KUNIT_ASSERT_NE(test, wait_for_completion_timeout(&fake->attached, 60 * HZ), 0);

	rvdev = fake_bound_vdev(test, 0);
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
	/* PREEMPT_RT has a thread for it */
	KUNIT_EXPECT_EQ(test, fake_mbox_in_hardirq, !IS_ENABLED(CONFIG_PREEMPT_RT));
	for (i = 0; i < 2; i++)
		KUNIT_EXPECT_EQ(test, client->called[i], 1);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);

	/* a shared channel, but no vring */
	fake_table_make(test, 1, (u8[]){ 0 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	irq_work_queue(&irq);
	irq_work_sync(&irq);
	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);

	fake_table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);
	client = rvdev->vdev->priv;

	vdev_of_suspends(test, rvdev);

	/* a mailbox that takes no messages any more, directly and on resume */
	fake_mbox_sent = 0;
	mbox_free_channel(fake_mbox_chan);
	KUNIT_EXPECT_FALSE(test, virtqueue_notify(client->vqs[0]));
	rproc_vdev_mbox_suspend(rvdev);
	KUNIT_EXPECT_TRUE(test, virtqueue_notify(client->vqs[1]));
	rproc_vdev_mbox_resume(rvdev);
	KUNIT_EXPECT_FALSE(test, virtqueue_notify(client->vqs[1]));
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 0);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);

	vdev_of_boots_suspended(test, rvdev);
}

/*
 * A controller that is polled, and refuses a message while it is busy. The next ring
 * sends the refused one, as the mailbox core polls only after a message was accepted,
 * and waits itself until the remote processor has taken that.
 */
static void vdev_of_mailbox_polled(struct kunit *test)
{
	struct fake_client *client;
	struct rproc *rproc;
	unsigned int i;

	fake_mbox_polled = true;
	fake_mbox_busy = true;
	fake_mbox_sent = 0;
	KUNIT_ASSERT_EQ(test,
			kunit_platform_driver_register(test, &fake_mbox_polled_driver), 0);
	rproc = fake_of_rproc(test, "rproc-kunit-late");
	fake_table_make(test, 1, (u8[]){ 2 });
	KUNIT_ASSERT_EQ(test, rproc_boot(rproc), 0);

	client = fake_bound_vdev(test, 0)->vdev->priv;
	KUNIT_EXPECT_TRUE(test, virtqueue_notify(client->vqs[0]));
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 0);

	WRITE_ONCE(fake_mbox_busy, false);
	KUNIT_EXPECT_TRUE(test, virtqueue_notify(client->vqs[1]));
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 1);

	WRITE_ONCE(fake_mbox_busy, false);
	for (i = 0; i < 100 && READ_ONCE(fake_mbox_sent) < 2; i++)
		msleep(20);
	KUNIT_EXPECT_EQ(test, fake_mbox_sent, 2);

	KUNIT_EXPECT_EQ(test, rproc_detach(rproc), 0);
	fake_expect_nothing_left(test, 1);
}

static struct kunit_case mbox_test_cases[] = {
	KUNIT_CASE(vdev_of_mailbox_comes_late),
	KUNIT_CASE(vdev_of_mailbox_polled),
	{}
};

static struct kunit_suite mbox_test_suite = {
	.name = "remoteproc_virtio_mbox",
	.suite_init = fake_of_suite_init,
	.init = fake_of_test_init,
	.test_cases = mbox_test_cases,
};

kunit_test_suite(mbox_test_suite);
