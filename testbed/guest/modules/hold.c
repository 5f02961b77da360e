// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holds the lock of the remote processor for a while, for tests of code that
 * waits for
 * it: a start or a recovery does the same, but not for as long as one likes.
 *
 *	echo MILLISECONDS > /dev/hold	returns when the lock is held
 */

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kstrtox.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/remoteproc.h>
#include <linux/workqueue.h>

static void hold_work_fn(struct work_struct *work);

static DECLARE_WORK(hold_work, hold_work_fn);
static DECLARE_COMPLETION(hold_begun);
static struct rproc *hold_rproc;
static unsigned int hold_ms;

static void hold_work_fn(struct work_struct *work)
{
	mutex_lock(&hold_rproc->lock);
	complete(&hold_begun);
	msleep(hold_ms);
	mutex_unlock(&hold_rproc->lock);

	/* not rproc_put(): the driver is built in, and may be unbound by now */
	put_device(&hold_rproc->dev);
}

static ssize_t hold_write(struct file *file, const char __user *buf, size_t len,
			  loff_t *ppos)
{
	struct device_node *np;
	int ret;

	flush_work(&hold_work);

	ret = kstrtouint_from_user(buf, len, 0, &hold_ms);
	if (ret)
		return ret;

	np = of_find_compatible_node(NULL, NULL, "st,stm32mp1-m4");
	if (!np)
		return -ENODEV;
	hold_rproc = rproc_get_by_phandle(np->phandle);
	of_node_put(np);
	if (!hold_rproc)
		return -ENODEV;

	reinit_completion(&hold_begun);
	schedule_work(&hold_work);
	wait_for_completion(&hold_begun);

	return len;
}

static const struct file_operations hold_fops = {
	.owner = THIS_MODULE,
	.write = hold_write,
};

static struct miscdevice hold_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "hold",
	.fops = &hold_fops,
};

static int __init hold_init(void)
{
	return misc_register(&hold_misc);
}
module_init(hold_init);

static void __exit hold_exit(void)
{
	misc_deregister(&hold_misc);
	flush_work(&hold_work);
}
module_exit(hold_exit);

MODULE_DESCRIPTION("Holds the lock of the remote processor, for tests");
MODULE_LICENSE("GPL");
