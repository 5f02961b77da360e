// SPDX-License-Identifier: GPL-2.0-only
/*
 * Doorbells of vdevs over mailbox channels of their own
 *
 * The device tree node of a vdev may name a mailbox channel for each vring ("vq0",
 * "vq1", ...), one for all of them ("vq"), or one for each direction ("tx", "rx").
 * A channel is a doorbell, with "tx" and "rx" in one direction, otherwise in both. Its
 * messages carry no data, and a message that is not sent yet covers all later changes.
 *
 * Ringing takes no lock in this file, allocates nothing and never sleeps. Reception
 * runs the callbacks of the virtqueues, which must not sleep: controllers call back in
 * hard interrupt context, or in a thread that serves other channels too.
 */

#include <linux/cleanup.h>
#include <linux/mailbox_client.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/rcupdate.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/**
 * struct rproc_doorbell - a mailbox channel and its vrings
 * @client: mailbox client
 * @chan: mailbox channel, NULL after it was freed
 * @mbox: all channels of the vdev
 * @queued: a ring is pending and has not reached the controller yet
 * @lock: serializes the callbacks of all vrings of this channel
 * @vring: first vring of this channel, NULL while the vdev is not bound
 */
struct rproc_doorbell {
	struct mbox_client client;
	struct mbox_chan *chan;
	struct rproc_vdev_mbox *mbox;
	int queued;
	spinlock_t lock;
	struct rproc_vring __rcu *vring;
};

/**
 * struct rproc_vdev_mbox - mailbox channels of a vdev
 * @rvdev: the vdev
 * @shared: all vrings share one channel, or two: the first is tx, the second rx
 * @silent: the controller may be suspended, do not ring
 * @num: number of channels
 * @doorbell: a doorbell for each channel
 */
struct rproc_vdev_mbox {
	struct rproc_vdev *rvdev;
	bool shared;
	bool silent;
	unsigned int num;
	struct rproc_doorbell doorbell[] __counted_by(num);
};

/* run the callbacks of all vrings of a channel that have used buffers */
static void rproc_doorbell_interrupt(struct rproc_doorbell *bell)
{
	struct srcu_struct *srcu = &bell->mbox->rvdev->srcu;
	struct rproc_vring *rvring;
	unsigned int i, num;
	int idx;

	idx = srcu_read_lock(srcu);
	rvring = srcu_dereference(bell->vring, srcu);
	if (rvring) {
		num = bell->mbox->shared ? rvring->rvdev->num_vrings : 1;
		/* the remote processor may ring during rproc_vdev_mbox_resume() */
		scoped_guard(spinlock_irqsave, &bell->lock)
			for (i = 0; i < num; i++)
				rproc_vring_interrupt(&rvring[i]);
	}
	srcu_read_unlock(srcu, idx);
}

/* any context, hard interrupts included */
static void rproc_doorbell_rx(struct mbox_client *client, void *msg)
{
	rproc_doorbell_interrupt(container_of(client, struct rproc_doorbell, client));
}

/*
 * The message goes to the controller right after this, so a later change to a vring
 * needs another ring. Clearing the flag on delivery would lose wake-ups: the remote
 * processor may have read the vring by then.
 */
static void rproc_doorbell_tx_prepare(struct mbox_client *client, void *msg)
{
	struct rproc_doorbell *bell = container_of(client, struct rproc_doorbell,
						   client);

	xchg(&bell->queued, 0);

	/*
	 * Order the changes of callers that found the flag set before the write to
	 * the controller, which may be relaxed: the barriers of xchg() do not suffice.
	 */
	mb();
}

static int rproc_doorbell_send(struct rproc_doorbell *bell)
{
	int ret;

	ret = mbox_send_message(bell->chan, NULL);
	/* the queue is full of earlier rings, one of them covers this change */
	if (ret == -ENOBUFS)
		WRITE_ONCE(bell->queued, 0);
	else if (ret < 0)
		return ret;

	/* doorbells get no reply: complete the message now to send the next one */
	if (mbox_client_needs_txdone(bell->chan))
		mbox_client_txdone(bell->chan, 0);

	return 0;
}

/**
 * rproc_doorbell_notify() - ring the remote processor for a virtqueue
 * @vq: virtqueue that has changed
 *
 * A ring that is already pending covers this change.
 *
 * Context: Any context.
 *
 * Return: true on success, false if the mailbox took no message.
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

/* later rings stay pending until rproc_vdev_mbox_resume() */
static void rproc_vdev_mbox_silence(struct rproc_vdev_mbox *mbox)
{
	WRITE_ONCE(mbox->silent, true);
	synchronize_rcu();
}

/**
 * rproc_vdev_mbox_suspend() - stop ringing before the controller suspends
 * @rvdev: vdev
 *
 * Context: May sleep.
 */
void rproc_vdev_mbox_suspend(struct rproc_vdev *rvdev)
{
	if (rvdev->mbox)
		rproc_vdev_mbox_silence(rvdev->mbox);
}

/**
 * rproc_vdev_mbox_resume() - undo rproc_vdev_mbox_suspend()
 * @rvdev: vdev
 *
 * Sends pending rings, and runs all callbacks: the remote processor may have rung
 * while the controller was suspended.
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
	/* pairs with xchg() in rproc_doorbell_notify(): either side rings */
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

	for (i = 0; i < mbox->num; i++)
		if (mbox->doorbell[i].client.rx_callback)
			rproc_doorbell_interrupt(&mbox->doorbell[i]);
}

/**
 * rproc_vdev_mbox_shutdown() - silence a vdev and free its mailbox channels
 * @rvdev: vdev, not used any more
 *
 * Context: May sleep.
 */
void rproc_vdev_mbox_shutdown(struct rproc_vdev *rvdev)
{
	if (!rvdev->mbox)
		return;

	rproc_vdev_mbox_silence(rvdev->mbox);
	rproc_vdev_mbox_free(rvdev);
}

/**
 * rproc_vdev_mbox_bind() - assign the channels of a vdev to its vrings
 * @rvdev: vdev with vrings
 *
 * Context: Caller must hold rproc->lock.
 *
 * Return: 0 on success, -EINVAL if channels and vrings differ in number (logged).
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

	/* no vrings, nothing to assign the shared channel to */
	if (!num_vrings)
		return 0;

	for (i = 0; i < num_vrings; i++)
		rvdev->vring[i].doorbell = &mbox->doorbell[mbox->shared ? 0 : i];

	for (i = 0; i < mbox->num; i++)
		rcu_assign_pointer(mbox->doorbell[i].vring,
				   &rvdev->vring[mbox->shared ? 0 : i]);

	return 0;
}

/**
 * rproc_vdev_mbox_unbind() - undo rproc_vdev_mbox_bind()
 * @rvdev: vdev without virtqueues
 *
 * The callback of a channel may use the vrings until rproc_synchronize_vrings()
 * returns.
 *
 * Context: Caller must hold rproc->lock.
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
 * rproc_vdev_mbox_free() - free the mailbox channels of a vdev
 * @rvdev: vdev, not started or not used any more
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

/* returns the number of channels: "vq"; or "tx", "rx"; or "vq0", "vq1", ... */
static int rproc_vdev_mbox_count(struct device *dev, bool *shared)
{
	struct device_node *np = dev->of_node;
	static const char * const directions[] = { "tx", "rx" };
	const char *name, *want;
	bool directed;
	int i, num, num_mboxes;
	char own[16];

	num_mboxes = of_count_phandle_with_args(np, "mboxes", "#mbox-cells");
	if (num_mboxes < 0 && num_mboxes != -ENOENT) {
		dev_err(dev, "%pOF: mboxes cannot be parsed: %d\n", np, num_mboxes);
		return num_mboxes;
	}

	num = of_property_count_strings(np, "mbox-names");
	if (num == -EINVAL && num_mboxes == -ENOENT)
		return 0;
	if (num < 0 || num != num_mboxes)
		return dev_err_probe(dev, -EINVAL,
				     "%pOF: expected an mbox-names entry for each of its mboxes\n",
				     np);

	directed = num == 2 && !of_property_match_string(np, "mbox-names", "tx");
	*shared = directed ||
		  (num == 1 && !of_property_match_string(np, "mbox-names", "vq"));

	for (i = 0; i < num; i++) {
		snprintf(own, sizeof(own), "vq%d", i);
		want = directed ? directions[i] : *shared ? "vq" : own;
		of_property_read_string_index(np, "mbox-names", i, &name);
		if (strcmp(name, want))
			return dev_err_probe(dev, -EINVAL,
					     "%pOF: expected \"%s\" in mbox-names, found \"%s\"\n",
					     np, want, name);
	}

	return num;
}

/**
 * rproc_vdev_mbox_request() - request the mailbox channels in a vdev's node
 * @rvdev: vdev
 *
 * Sets rvdev->mbox, which stays NULL for a node without channels.
 *
 * Context: Probe of the vdev. May sleep.
 *
 * Return: 0 on success, -EPROBE_DEFER if a mailbox controller is missing, other
 * negative errno on failure; all but -ENOMEM are logged.
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

	mbox = devm_kzalloc(dev, struct_size(mbox, doorbell, num), GFP_KERNEL);
	if (!mbox)
		return -ENOMEM;

	mbox->rvdev = rvdev;
	mbox->num = num;
	mbox->shared = shared;
	rvdev->mbox = mbox;

	for (i = 0; i < num; i++) {
		bell = &mbox->doorbell[i];
		bell->mbox = mbox;
		spin_lock_init(&bell->lock);
		bell->client.dev = dev;
		/* nothing is received on "tx" */
		if (!shared || i == num - 1)
			bell->client.rx_callback = rproc_doorbell_rx;
		bell->client.tx_prepare = rproc_doorbell_tx_prepare;
		bell->client.doorbell = true;

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
