// SPDX-License-Identifier: GPL-2.0-only
/*
 * Device tree overlays at run time, for tests: the kernel has no interface of its
 * own for user space.
 *
 *	echo NAME.dtbo > /dev/overlay	apply that firmware file
 *	echo remove > /dev/overlay	remove what was applied last
 */

#include <linux/firmware.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define OVERLAY_MAX	8

static struct miscdevice overlay_misc;
static DEFINE_MUTEX(overlay_mutex);
static int overlay_ids[OVERLAY_MAX];
static unsigned int overlay_count;

static int overlay_apply(const char *name)
{
	struct device *dev = overlay_misc.this_device;
	const struct firmware *fw;
	int id, ret;

	if (overlay_count == OVERLAY_MAX) {
		dev_err(dev, "%s: %d overlays are applied already\n", name, OVERLAY_MAX);
		return -ENOSPC;
	}

	ret = request_firmware(&fw, name, dev);
	if (ret)
		return ret;

	ret = of_overlay_fdt_apply(fw->data, fw->size, &id, NULL);
	release_firmware(fw);
	if (ret) {
		dev_err(dev, "cannot apply %s: %d\n", name, ret);
		/* some of it may have been */
		if (id)
			of_overlay_remove(&id);
		return ret;
	}

	overlay_ids[overlay_count++] = id;
	return 0;
}

static int overlay_remove(void)
{
	int ret;

	if (!overlay_count)
		return -ENOENT;

	ret = of_overlay_remove(&overlay_ids[overlay_count - 1]);
	if (ret) {
		dev_err(overlay_misc.this_device, "cannot remove overlay %u: %d\n",
			overlay_count, ret);
		return ret;
	}

	overlay_count--;
	return 0;
}

static ssize_t overlay_write(struct file *file, const char __user *buf, size_t len,
			     loff_t *ppos)
{
	char *text, *name;
	int ret;

	text = memdup_user_nul(buf, min_t(size_t, len, NAME_MAX));
	if (IS_ERR(text))
		return PTR_ERR(text);
	name = strim(text);

	mutex_lock(&overlay_mutex);
	ret = strcmp(name, "remove") ? overlay_apply(name) : overlay_remove();
	mutex_unlock(&overlay_mutex);

	kfree(text);
	return ret ?: len;
}

static const struct file_operations overlay_fops = {
	.owner = THIS_MODULE,
	.write = overlay_write,
};

static struct miscdevice overlay_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "overlay",
	.fops = &overlay_fops,
};

static int __init overlay_init(void)
{
	return misc_register(&overlay_misc);
}
module_init(overlay_init);

static void __exit overlay_exit(void)
{
	misc_deregister(&overlay_misc);
	while (overlay_count && !overlay_remove())
		;
}
module_exit(overlay_exit);

MODULE_DESCRIPTION("Device tree overlays at run time, for tests");
MODULE_LICENSE("GPL");
