// SPDX-License-Identifier: GPL-2.0-only
/*
 * Doorbells of a vdev over mailbox channels of its own
 *
 * A vdev's device tree node may name a mailbox channel for each vring ("vq0",
 * "vq1", ...) or one for all of them ("vq"). A channel is a doorbell, both ways:
 * that it rings says everything, so the message is NULL and a ring that has not
 * gone out yet stands for all that come meanwhile.
 *
 * Ringing takes no lock of ours, allocates nothing and never sleeps. The other
 * way there is one hop, because controllers may call back in hard interrupt
 * context and virtqueue callbacks may sleep: a work item for each vring, as the
 * callback of one vring may wait for another's.
 */

#define pr_fmt(fmt) "remoteproc: " fmt

#include <linux/init.h>
#include <linux/mailbox_client.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/rcupdate.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/workqueue.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/**
 * struct rproc_doorbell - a mailbox channel and the vrings behind it
 * @client: the channel's client
 * @chan: the channel, NULL once it was given back
 * @mbox: the vdev's channels that this one belongs to
 * @queued: a ring is on its way and has not reached the controller yet
 * @vring: the first vring behind it, NULL while the vdev is not bound
 */
struct rproc_doorbell {
	struct mbox_client client;
	struct mbox_chan *chan;
	struct rproc_vdev_mbox *mbox;
	int queued;
	struct rproc_vring __rcu *vring;
};

/**
 * struct rproc_vdev_mbox - the mailbox channels of a vdev
 * @rproc: the remote processor at their other end
 * @shared: one channel serves all vrings
 * @silent: nothing may ring now, the controller may be asleep
 * @num: number of channels
 * @doorbell: a doorbell for each channel
 */
struct rproc_vdev_mbox {
	struct rproc *rproc;
	bool shared;
	bool silent;
	unsigned int num;
	struct rproc_doorbell doorbell[] __counted_by(num);
};

static struct workqueue_struct *rproc_vring_wq;

/* The remote processor rang. Any context, hard interrupts included. */
static void rproc_doorbell_rx(struct mbox_client *client, void *msg)
{
	struct rproc_doorbell *bell = container_of(client, struct rproc_doorbell,
						   client);
	struct srcu_struct *srcu = &bell->mbox->rproc->vq_srcu;
	struct rproc_vring *rvring;
	unsigned int i, num;
	int idx;

	idx = srcu_read_lock(srcu);
	rvring = srcu_dereference(bell->vring, srcu);
	if (rvring) {
		num = bell->mbox->shared ? rvring->rvdev->num_vrings : 1;
		for (i = 0; i < num; i++)
			queue_work(rproc_vring_wq, &rvring[i].work);
	}
	srcu_read_unlock(srcu, idx);
}

/*
 * The message goes to the controller right after this, so from here on a change
 * to a vring needs a ring of its own. Clearing the flag any later, when the
 * message was delivered, say, loses wake-ups: the remote may have looked at the
 * vring by then.
 */
static void rproc_doorbell_tx_prepare(struct mbox_client *client, void *msg)
{
	struct rproc_doorbell *bell = container_of(client, struct rproc_doorbell,
						   client);

	xchg(&bell->queued, 0);

	/*
	 * The vrings, which others may have written before they found the flag
	 * set, go before the controller's register. Controllers use relaxed
	 * writes, hence more than the barriers of xchg().
	 */
	mb();
}

static int rproc_doorbell_send(struct rproc_doorbell *bell)
{
	int ret;

	ret = mbox_send_message(bell->chan, NULL);
	/* the queue is full of rings, as the controller was busy: one will do */
	if (ret == -ENOBUFS)
		WRITE_ONCE(bell->queued, 0);
	else if (ret < 0)
		return ret;

	/*
	 * Nobody but us can tell the core that a message is done, for a ring at
	 * once. It sends the next of the queue then.
	 */
	if (mbox_client_needs_txdone(bell->chan))
		mbox_client_txdone(bell->chan, 0);

	return 0;
}

/**
 * rproc_doorbell_notify() - ring the remote processor for a virtqueue
 * @vq: the virtqueue that has changed
 *
 * Rings nothing when a ring is on its way already, and none of them gets lost:
 * the one on its way is sent after this change.
 *
 * Context: Any context.
 *
 * Return: true, or false when the mailbox took no message
 */
bool rproc_doorbell_notify(struct virtqueue *vq)
{
	struct rproc_vring *rvring = vq->priv;
	struct rproc_doorbell *bell = rvring->doorbell;
	int ret = 0;

	if (xchg(&bell->queued, 1))
		return true;

	/* pairs with synchronize_rcu() in rproc_vdev_mbox_silence() */
	rcu_read_lock();
	if (!READ_ONCE(bell->mbox->silent))
		ret = rproc_doorbell_send(bell);
	rcu_read_unlock();

	if (ret) {
		WRITE_ONCE(bell->queued, 0);
		dev_err_ratelimited(bell->client.dev,
				    "vring %u: cannot ring the remote processor: %d\n",
				    vq->index, ret);
		return false;
	}

	return true;
}

/**
 * rproc_vdev_mbox_silence() - ring nothing until rproc_vdev_mbox_resume()
 * @rvdev: the vdev
 *
 * Before the mailbox controller goes to sleep or down. What wants to ring
 * meanwhile is remembered.
 *
 * Context: May sleep.
 */
void rproc_vdev_mbox_silence(struct rproc_vdev *rvdev)
{
	if (!rvdev->mbox)
		return;

	WRITE_ONCE(rvdev->mbox->silent, true);
	synchronize_rcu();
}

/**
 * rproc_vdev_mbox_resume() - ring again, and for all that was to ring meanwhile
 * @rvdev: the vdev
 *
 * Context: May sleep.
 */
void rproc_vdev_mbox_resume(struct rproc_vdev *rvdev)
{
	struct rproc_vdev_mbox *mbox = rvdev->mbox;
	struct rproc_doorbell *bell;
	unsigned int i;
	int ret;

	if (!mbox)
		return;

	WRITE_ONCE(mbox->silent, false);
	/* pairs with xchg() in rproc_doorbell_notify(): one of us sees the other */
	smp_mb();

	for (i = 0; i < mbox->num; i++) {
		bell = &mbox->doorbell[i];
		if (!READ_ONCE(bell->queued))
			continue;
		ret = rproc_doorbell_send(bell);
		if (!ret)
			continue;
		WRITE_ONCE(bell->queued, 0);
		dev_err(bell->client.dev,
			"mailbox channel %u: cannot ring the remote processor: %d\n",
			i, ret);
	}
}

/**
 * rproc_vdev_mbox_bind() - tie a vdev's channels to its vrings
 * @rvdev: the vdev, with its vrings in place
 *
 * Context: Under rproc->lock.
 *
 * Return: 0, or -EINVAL when the channels are not as many as the vrings
 */
int rproc_vdev_mbox_bind(struct rproc_vdev *rvdev)
{
	struct rproc_vdev_mbox *mbox = rvdev->mbox;
	unsigned int i, num_vrings = rvdev->num_vrings;

	if (!mbox)
		return 0;

	if (!mbox->shared && mbox->num != num_vrings) {
		dev_err(&rvdev->pdev->dev,
			"%pOF: mbox-names has %u channels, the firmware's vdev %u has %u vrings\n",
			rvdev->pdev->dev.of_node, mbox->num, rvdev->index,
			num_vrings);
		return -EINVAL;
	}

	/* there is no first vring behind a channel for all then */
	if (!num_vrings)
		return 0;

	for (i = 0; i < num_vrings; i++)
		rvdev->vring[i].doorbell = &mbox->doorbell[mbox->shared ? 0 : i];

	for (i = 0; i < mbox->num; i++)
		rcu_assign_pointer(mbox->doorbell[i].vring, &rvdev->vring[i]);

	return 0;
}

/**
 * rproc_vdev_mbox_unbind() - undo rproc_vdev_mbox_bind()
 * @rvdev: the vdev, whose virtqueues are gone
 *
 * A channel's callback may still be about to queue work for the vrings until
 * the remote processor's vq_srcu was synchronized.
 *
 * Context: Under rproc->lock.
 */
void rproc_vdev_mbox_unbind(struct rproc_vdev *rvdev)
{
	struct rproc_vdev_mbox *mbox = rvdev->mbox;
	unsigned int i;

	if (!mbox)
		return;

	for (i = 0; i < mbox->num; i++)
		RCU_INIT_POINTER(mbox->doorbell[i].vring, NULL);
}

/**
 * rproc_vdev_mbox_free() - give a vdev's mailbox channels back
 * @rvdev: the vdev, which is not started or will never be used again
 *
 * Context: May sleep.
 */
void rproc_vdev_mbox_free(struct rproc_vdev *rvdev)
{
	struct rproc_vdev_mbox *mbox = rvdev->mbox;
	unsigned int i;

	if (!mbox)
		return;

	for (i = 0; i < mbox->num; i++) {
		if (mbox->doorbell[i].chan)
			mbox_free_channel(mbox->doorbell[i].chan);
		mbox->doorbell[i].chan = NULL;
	}
}

/* "vq" alone, or "vq0", "vq1", ... in this order: returns how many, or an error */
static int rproc_vdev_mbox_count(struct device *dev, bool *shared)
{
	struct device_node *np = dev->of_node;
	const char *name, *want;
	char own[16];
	int i, num;

	num = of_property_count_strings(np, "mbox-names");
	if (num == -EINVAL && !of_property_present(np, "mboxes"))
		return 0;
	if (num < 0 ||
	    num != of_count_phandle_with_args(np, "mboxes", "#mbox-cells"))
		return dev_err_probe(dev, -EINVAL,
				     "%pOF: expected an mbox-names entry for each of its mboxes\n",
				     np);

	*shared = num == 1 && !of_property_match_string(np, "mbox-names", "vq");

	for (i = 0; i < num; i++) {
		snprintf(own, sizeof(own), "vq%d", i);
		want = *shared ? "vq" : own;
		of_property_read_string_index(np, "mbox-names", i, &name);
		if (strcmp(name, want))
			return dev_err_probe(dev, -EINVAL,
					     "%pOF: expected \"%s\" in mbox-names, found \"%s\"\n",
					     np, want, name);
	}

	return num;
}

/**
 * rproc_vdev_mbox_request() - get the mailbox channels of a vdev's node
 * @rvdev: the vdev
 *
 * Sets rvdev->mbox, which stays NULL for a node without channels.
 *
 * Context: The vdev's probe. May sleep.
 *
 * Return: 0, -EPROBE_DEFER when a mailbox controller is not there yet, or another
 * error; each but -ENOMEM was logged
 */
int rproc_vdev_mbox_request(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_vdev_mbox *mbox;
	struct rproc_doorbell *bell;
	bool shared = false;
	struct mbox_chan *chan;
	int i, num;

	num = rproc_vdev_mbox_count(dev, &shared);
	if (num <= 0)
		return num;

	if (!rproc_vring_wq)
		return -ENOMEM;

	mbox = devm_kzalloc(dev, struct_size(mbox, doorbell, num), GFP_KERNEL);
	if (!mbox)
		return -ENOMEM;

	mbox->rproc = rvdev->rproc;
	mbox->num = num;
	mbox->shared = shared;
	rvdev->mbox = mbox;

	for (i = 0; i < num; i++) {
		bell = &mbox->doorbell[i];
		bell->mbox = mbox;
		bell->client.dev = dev;
		bell->client.rx_callback = rproc_doorbell_rx;
		bell->client.tx_prepare = rproc_doorbell_tx_prepare;
		/* no polling for the end of something that has none */
		bell->client.knows_txdone = true;

		chan = mbox_request_channel(&bell->client, i);
		if (IS_ERR(chan)) {
			rproc_vdev_mbox_free(rvdev);
			return dev_err_probe(dev, PTR_ERR(chan),
					     "%pOF: cannot get mailbox channel %d\n",
					     dev->of_node, i);
		}
		bell->chan = chan;
	}

	return 0;
}

static int __init rproc_vdev_mbox_init(void)
{
	/* a vring's callback may wait for another's, so they run side by side */
	rproc_vring_wq = alloc_workqueue("rproc-vring",
					 WQ_HIGHPRI | WQ_FREEZABLE | WQ_PERCPU, 0);
	if (!rproc_vring_wq) {
		pr_err("cannot create the workqueue for vrings\n");
		return -ENOMEM;
	}

	return 0;
}
subsys_initcall(rproc_vdev_mbox_init);
