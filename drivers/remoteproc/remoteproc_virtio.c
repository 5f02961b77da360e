// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lifecycle of the virtio devices of remote processors (vdevs)
 *
 * Copyright (C) 2011 Texas Instruments, Inc.
 * Copyright (C) 2011 Google, Inc.
 *
 * The resource table of a remote processor's firmware lists the virtio devices
 * that the firmware offers. Each vdev is a platform device, a child of the remote
 * processor's device, and has one of two origins:
 *
 *  - the resource table alone: boot creates the device when it handles the entry,
 *    cleanup removes it;
 *  - a vdev node in the device tree, with memory and mailbox channels of its own:
 *    the device exists as long as the remote processor is registered.
 *
 * Boot and attach bind a vdev of either kind to its table entry. The vdev is then
 * started and stopped as a subdevice of the remote processor, and is unbound when
 * the resources of the remote processor are cleaned up:
 *
 *	present -- bind --> bound -- start --> started
 *	        <- unbind --      <-- stop ---
 *
 * A vdev with a node can be removed in any of these states, also while the remote
 * processor is running.
 */

#include <linux/err.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/property.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/srcu.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

static int rproc_vdev_do_start(struct rproc_subdev *subdev)
{
	struct rproc_vdev *rvdev = container_of(subdev, struct rproc_vdev, subdev);
	struct virtio_device *vdev;
	int ret;

	if (WARN_ON(rvdev->state != RVDEV_BOUND))
		return -EBUSY;

	if (rvdev->ops->start) {
		ret = rvdev->ops->start(rvdev);
		if (ret)
			return ret;
	}

	vdev = rproc_virtio_register(rvdev);
	if (IS_ERR(vdev))
		return PTR_ERR(vdev);

	rvdev->vdev = vdev;
	rvdev->state = RVDEV_STARTED;

	return 0;
}

static void rproc_vdev_do_stop(struct rproc_subdev *subdev, bool crashed)
{
	struct rproc_vdev *rvdev = container_of(subdev, struct rproc_vdev, subdev);

	if (rvdev->state != RVDEV_STARTED)
		return;

	unregister_virtio_device(rvdev->vdev);
	rvdev->vdev = NULL;
	rvdev->state = RVDEV_BOUND;
}

static void rproc_vdev_free_vrings(struct rproc_vdev *rvdev, unsigned int num)
{
	unsigned int i = num;

	while (i--)
		rproc_free_vring(&rvdev->vring[i]);

	rproc_synchronize_vrings(rvdev);

	kfree(rvdev->vring);
	rvdev->vring = NULL;
}

/*
 * Bind a vdev to its resource table entry. An error fails the boot, and the cleanup
 * after the failed boot releases the carveouts of the vrings.
 */
static int rproc_vdev_bind(struct rproc_vdev *rvdev, struct rproc_vdev_data *data)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	unsigned int i, num = 0;
	int ret;

	lockdep_assert_held(&rproc->lock);

	if (WARN_ON(rvdev->state != RVDEV_PRESENT))
		return -EBUSY;

	if (!rvdev->mbox && !rproc->ops->kick) {
		dev_err(dev, "%s has no kick operation, and vdev %u no mailbox\n",
			rproc->name, data->index);
		return -EINVAL;
	}

	rvdev->index = data->index;
	rvdev->id = data->id;
	rvdev->rsc_offset = data->rsc_offset;
	rvdev->dfeatures = data->dfeatures;
	rvdev->config_len = data->config_len;
	rvdev->num_vrings = data->num_vrings;
	rvdev->status = 0;

	rvdev->vring = kzalloc_objs(*rvdev->vring, rvdev->num_vrings);
	if (!rvdev->vring)
		return -ENOMEM;

	for (i = 0; i < rvdev->num_vrings; i++) {
		ret = rproc_parse_vring(rvdev, data->rsc, i);
		if (ret)
			goto free_vrings;
	}

	if (rvdev->ops->bind) {
		ret = rvdev->ops->bind(rvdev);
		if (ret)
			goto free_vrings;
	}

	for (num = 0; num < rvdev->num_vrings; num++) {
		ret = rproc_alloc_vring(rvdev, num);
		if (ret)
			goto unbind;
	}

	list_add_tail(&rvdev->node, &rproc->rvdevs);

	rvdev->subdev.start = rproc_vdev_do_start;
	rvdev->subdev.stop = rproc_vdev_do_stop;
	rproc_add_subdev(rproc, &rvdev->subdev);

	rvdev->state = RVDEV_BOUND;

	return 0;

unbind:
	if (rvdev->ops->unbind)
		rvdev->ops->unbind(rvdev);
free_vrings:
	rproc_vdev_free_vrings(rvdev, num);
	return ret;
}

static void rproc_vdev_unbind(struct rproc_vdev *rvdev)
{
	struct rproc *rproc = rvdev->rproc;

	lockdep_assert_held(&rproc->lock);

	if (WARN_ON(rvdev->state != RVDEV_BOUND))
		return;

	rvdev->state = RVDEV_PRESENT;

	rproc_remove_subdev(rproc, &rvdev->subdev);
	list_del(&rvdev->node);

	if (rvdev->ops->unbind)
		rvdev->ops->unbind(rvdev);
	rproc_vdev_free_vrings(rvdev, rvdev->num_vrings);
}

/**
 * rproc_vdev_teardown() - stop and unbind a vdev that is being removed
 * @rvdev: vdev, in any state
 *
 * Context: Process context. Caller must hold rproc->lock.
 */
void rproc_vdev_teardown(struct rproc_vdev *rvdev)
{
	rproc_vdev_do_stop(&rvdev->subdev, false);
	if (rvdev->state == RVDEV_BOUND)
		rproc_vdev_unbind(rvdev);
}

static void rproc_vdev_release(struct rproc_vdev *rvdev)
{
	if (rvdev->ops->release)
		rvdev->ops->release(rvdev);
}

/**
 * rproc_handle_vdev() - handle a vdev entry of the resource table
 * @rproc: remote processor
 * @ptr: the entry, a struct fw_rsc_vdev
 * @offset: offset of the entry in the table, in bytes
 * @avail: number of bytes in the table from @ptr on
 *
 * Checks the entry and binds the vdev to it: the one whose device tree node has
 * this position, or a new one.
 *
 * Context: Process context. Caller must hold rproc->lock.
 *
 * Return: 0 on success, -EPROBE_DEFER if the vdev of a node is not ready yet,
 * -EAGAIN if the system is going to sleep, -EINVAL for an invalid entry, other
 * negative errno on failure; all but -ENOMEM are logged.
 */
int rproc_handle_vdev(struct rproc *rproc, void *ptr, int offset, int avail)
{
	struct fw_rsc_vdev *rsc = ptr;
	struct device *dev = &rproc->dev;
	struct rproc_vdev_data rvdev_data;
	struct rproc_vdev *rvdev;
	struct fw_rsc_vdev hdr;
	size_t rsc_size;
	int ret;

	rvdev_data.index = rproc->nb_vdev++;

	/* the size of the entry is in its header */
	rsc_size = sizeof(hdr);
	if (rsc_size <= avail) {
		rproc_read_rsc(&hdr, rsc, sizeof(hdr));
		rsc_size = struct_size(rsc, vring, hdr.num_of_vrings);
		rsc_size = size_add(rsc_size, hdr.config_len);
	}
	if (rsc_size > avail) {
		dev_err(dev, "vdev%u rsc is truncated: needs %zu bytes, has %d\n",
			rvdev_data.index, rsc_size, avail);
		return -EINVAL;
	}

	if (hdr.reserved[0] || hdr.reserved[1]) {
		dev_err(dev, "vdev%u rsc has non zero reserved bytes\n", rvdev_data.index);
		return -EINVAL;
	}

	dev_dbg(dev, "vdev%u: id %u, features 0x%x, config %u bytes, %u vrings\n",
		rvdev_data.index, hdr.id, hdr.dfeatures, hdr.config_len, hdr.num_of_vrings);

	rvdev_data.id = hdr.id;
	rvdev_data.dfeatures = hdr.dfeatures;
	rvdev_data.config_len = hdr.config_len;
	rvdev_data.num_vrings = hdr.num_of_vrings;
	rvdev_data.rsc_offset = offset;
	rvdev_data.rsc = rsc;

	rvdev = rproc_vdev_of_find(rproc, rvdev_data.index);
	if (!rvdev)
		rvdev = rproc_vdev_legacy_create(rproc, rvdev_data.index);
	if (IS_ERR(rvdev))
		return PTR_ERR(rvdev);

	ret = rproc_vdev_bind(rvdev, &rvdev_data);
	if (ret)
		rproc_vdev_release(rvdev);

	return ret;
}

/**
 * rproc_virtio_cleanup() - unbind all vdevs, remove those without a node
 * @rproc: remote processor, with its subdevices stopped
 *
 * Context: Process context. Caller must hold rproc->lock.
 */
void rproc_virtio_cleanup(struct rproc *rproc)
{
	struct rproc_vdev *rvdev, *tmp;

	list_for_each_entry_safe_reverse(rvdev, tmp, &rproc->rvdevs, node) {
		rproc_vdev_unbind(rvdev);
		rproc_vdev_release(rvdev);
	}
}

static void rproc_vdev_cleanup_srcu(void *srcu)
{
	cleanup_srcu_struct(srcu);
}

static struct rproc_vdev *rproc_vdev_alloc(struct platform_device *pdev,
					   struct rproc *rproc)
{
	struct device *dev = &pdev->dev;
	struct rproc_vdev *rvdev;
	int ret;

	rvdev = devm_kzalloc(dev, sizeof(*rvdev), GFP_KERNEL);
	if (!rvdev)
		return ERR_PTR(-ENOMEM);

	ret = init_srcu_struct(&rvdev->srcu);
	if (ret)
		return ERR_PTR(ret);

	ret = devm_add_action_or_reset(dev, rproc_vdev_cleanup_srcu, &rvdev->srcu);
	if (ret)
		return ERR_PTR(ret);

	rvdev->pdev = pdev;
	rvdev->rproc = rproc;
	rvdev->state = RVDEV_PRESENT;
	rvdev->ops = device_get_match_data(dev) ?: &rproc_vdev_legacy_ops;

	return rvdev;
}

static int rproc_virtio_probe(struct platform_device *pdev)
{
	struct rproc_vdev_pdata *pdata;
	struct device *dev = &pdev->dev;
	struct rproc_vdev *rvdev;
	struct rproc *rproc;
	int ret;

	rproc = rproc_get_by_child(dev);
	if (!rproc || dev->parent != &rproc->dev) {
		dev_err(dev, "expected a remote processor for a parent, found %s\n",
			dev->parent ? dev_name(dev->parent) : "none");
		return -EINVAL;
	}

	rvdev = rproc_vdev_alloc(pdev, rproc);
	ret = PTR_ERR_OR_ZERO(rvdev);
	if (!ret)
		ret = rvdev->ops->probe(rvdev);

	pdata = dev_get_platdata(dev);
	if (ret && pdata)
		pdata->ret = ret;

	return ret;
}

static void rproc_virtio_remove(struct platform_device *pdev)
{
	struct rproc_vdev *rvdev = platform_get_drvdata(pdev);

	rvdev->ops->remove(rvdev);
}

static void rproc_virtio_shutdown(struct platform_device *pdev)
{
	struct rproc_vdev *rvdev = platform_get_drvdata(pdev);

	if (rvdev->ops->shutdown)
		rvdev->ops->shutdown(rvdev);
}

static int rproc_virtio_suspend(struct device *dev)
{
	struct rproc_vdev *rvdev = dev_get_drvdata(dev);

	if (rvdev->ops->suspend)
		rvdev->ops->suspend(rvdev);

	return 0;
}

static int rproc_virtio_resume(struct device *dev)
{
	struct rproc_vdev *rvdev = dev_get_drvdata(dev);

	if (rvdev->ops->resume)
		rvdev->ops->resume(rvdev);

	return 0;
}

static DEFINE_SIMPLE_DEV_PM_OPS(rproc_virtio_pm_ops, rproc_virtio_suspend,
				rproc_virtio_resume);

static const struct of_device_id rproc_virtio_of_match[] = {
#ifdef CONFIG_REMOTEPROC_VIRTIO_OF
	{ .compatible = "rproc-virtio", .data = &rproc_vdev_of_ops },
#endif
	{ }
};

static struct platform_driver rproc_virtio_driver = {
	.probe = rproc_virtio_probe,
	.remove = rproc_virtio_remove,
	.shutdown = rproc_virtio_shutdown,
	.driver = {
		.name = "rproc-virtio",
		.of_match_table = rproc_virtio_of_match,
		.pm = pm_sleep_ptr(&rproc_virtio_pm_ops),
		/* the lifetime of a vdev is that of its node or of its remote processor */
		.suppress_bind_attrs = true,
		/* the creator of a vdev reads the probe result at once */
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
	},
};
builtin_platform_driver(rproc_virtio_driver);
