// SPDX-License-Identifier: GPL-2.0-only
/*
 * A client that answers the first message with more than there are buffers for, while
 * it is called back: it has to wait for buffers that come back meanwhile. The kernel
 * log has the time that it took.
 *
 *	suspend=1	the system has to begin to suspend before the first answer
 */

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/rpmsg.h>
#include <linux/suspend.h>

/* 16 buffers are there to send with, and as many for what comes back */
#define ANSWERS		24

static bool suspend;
module_param(suspend, bool, 0444);

static bool answered;
static DECLARE_COMPLETION(suspending);

static void wait_for_suspend(struct rpmsg_device *rpdev)
{
	dev_info(&rpdev->dev, "answers: wait for a suspend\n");

	if (!wait_for_completion_timeout(&suspending, 60 * HZ))
		dev_err(&rpdev->dev, "answers: no suspend\n");

	/* Freezing follows at once, and waits for freezable work that is running. */
	msleep(100);
}

static int answers_cb(struct rpmsg_device *rpdev, void *data, int len, void *priv,
		      u32 src)
{
	unsigned int i;
	ktime_t begun;
	int ret = 0;

	if (answered)
		return 0;
	answered = true;

	if (suspend)
		wait_for_suspend(rpdev);

	begun = ktime_get();
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

static int answers_pm(struct notifier_block *block, unsigned long event, void *data)
{
	if (event == PM_SUSPEND_PREPARE)
		complete_all(&suspending);

	return NOTIFY_DONE;
}

static struct notifier_block answers_pm_block = {
	.notifier_call = answers_pm,
};

static int __init answers_init(void)
{
	int ret;

	ret = register_pm_notifier(&answers_pm_block);
	if (ret)
		return ret;

	ret = register_rpmsg_driver(&answers_driver);
	if (ret)
		unregister_pm_notifier(&answers_pm_block);

	return ret;
}
module_init(answers_init);

static void __exit answers_exit(void)
{
	unregister_rpmsg_driver(&answers_driver);
	unregister_pm_notifier(&answers_pm_block);
}
module_exit(answers_exit);

MODULE_DESCRIPTION("rpmsg client that answers with more than there are buffers for");
MODULE_LICENSE("GPL");
