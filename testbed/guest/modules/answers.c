// SPDX-License-Identifier: GPL-2.0-only
/*
 * A client that answers the first message with more than there are buffers for, while
 * it is called back: it has to wait for buffers that come back meanwhile. The kernel
 * log says how long it took.
 */

#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/rpmsg.h>

/* 16 buffers are there to send with, and as many for what comes back */
#define ANSWERS		24

static bool answered;

static int answers_cb(struct rpmsg_device *rpdev, void *data, int len, void *priv,
		      u32 src)
{
	ktime_t begun = ktime_get();
	unsigned int i;
	int ret = 0;

	if (answered)
		return 0;
	answered = true;

	for (i = 0; i < ANSWERS && !ret; i++)
		ret = rpmsg_send(rpdev->ept, "answer", 6);

	dev_info(&rpdev->dev, "answers: %u in %lld ms: %d\n", i,
		 ktime_ms_delta(ktime_get(), begun), ret);

	return 0;
}

static int answers_probe(struct rpmsg_device *rpdev)
{
	answered = false;

	return rpmsg_send(rpdev->ept, "question", 8);
}

static const struct rpmsg_device_id answers_ids[] = {
	{ .name = "rpmsg-client-sample" },
	{ },
};

static struct rpmsg_driver answers_driver = {
	.drv.name = "answers",
	.id_table = answers_ids,
	.probe = answers_probe,
	.callback = answers_cb,
};
module_rpmsg_driver(answers_driver);

MODULE_DESCRIPTION("rpmsg client that answers with more than there are buffers for");
MODULE_LICENSE("GPL");
