// SPDX-License-Identifier: GPL-2.0-only
/*
 * vdevs with a device tree node
 *
 * Finds the vdev nodes below a remote processor's node and creates a device for
 * each, reads the nodes and checks them against the resource table.
 */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/notifier.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/rsc_table.h>
#include <linux/string.h>
#include <linux/virtio_ids.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

static bool rproc_vdev_of_match(const struct device_node *np)
{
	return of_device_is_compatible(np, "rproc-virtio");
}

/*
 * The node is released with the device, not with the last reference to the device:
 * an overlay that removes the node expects it to be free at once.
 */
static void rproc_vdev_of_destroy(struct device *dev)
{
	struct device_node *np = dev->of_node;

	get_device(dev);
	of_platform_device_destroy(dev, NULL);
	device_set_node(dev, NULL);
	of_node_put(np);
	put_device(dev);
}

/*
 * The error of an invalid node has been logged. A change of its properties alone does
 * not cause another probe, only a new device does.
 */
static bool rproc_vdev_of_may_retry(struct rproc *rproc, struct platform_device *pdev)
{
	struct rproc_vdev_pdata *pdata;

	if (platform_get_drvdata(pdev))
		return false;

	guard(mutex)(&rproc->lock);

	pdata = dev_get_platdata(&pdev->dev);

	return !pdata || (pdata->ret != -EINVAL && pdata->ret != -ERANGE &&
			  pdata->ret != -ENODEV);
}

/**
 * rproc_vdev_of_add_all() - create and probe the devices of all vdev nodes
 * @rproc: remote processor
 *
 * Called when the remote processor is added, and before each boot for the nodes
 * that an overlay added and for the devices that failed to probe. Also called for a
 * node whose device was created before an overlay had added all properties.
 *
 * Context: May sleep. Caller must not hold rproc->lock.
 */
void rproc_vdev_of_add_all(struct rproc *rproc)
{
	struct platform_device *pdev;

	guard(device)(&rproc->dev);

	/* the parent device may have been removed as well */
	if (READ_ONCE(rproc->deleting))
		return;

	for_each_available_child_of_node_scoped(rproc->dev.parent->of_node, child) {
		if (!rproc_vdev_of_match(child))
			continue;

		pdev = of_find_device_by_node(child);
		if (pdev) {
			if (rproc_vdev_of_may_retry(rproc, pdev) &&
			    device_attach(&pdev->dev) <= 0)
				dev_dbg(&pdev->dev, "failed to probe again\n");
			put_device(&pdev->dev);
			continue;
		}

		pdev = of_platform_device_create(child, NULL, &rproc->dev);
		if (!pdev)
			dev_err(&rproc->dev, "%pOF: cannot make a device\n", child);
		else if (of_node_check_flag(child, OF_DETACHED))
			/* an overlay removes the node, its notifier may have run */
			rproc_vdev_of_destroy(&pdev->dev);
	}
}

static int rproc_vdev_of_destroy_child(struct device *dev, void *data)
{
	/* an overlay that removes a node removes its compatible first */
	if (dev_is_platform(dev) && dev->of_node)
		rproc_vdev_of_destroy(dev);

	return 0;
}

/**
 * rproc_vdev_of_remove_all() - remove the devices of all vdev nodes
 * @rproc: remote processor that is being deleted
 *
 * Context: May sleep. Caller must not hold rproc->lock.
 */
void rproc_vdev_of_remove_all(struct rproc *rproc)
{
	guard(device)(&rproc->dev);

	device_for_each_child_reverse(&rproc->dev, NULL, rproc_vdev_of_destroy_child);
}

static int rproc_vdev_of_is_rproc(struct device *dev, const void *np)
{
	return dev->parent && dev->parent->of_node == np;
}

/*
 * An overlay removes or disables a vdev node. of_platform_notify() would remove the
 * device as well, but does not exclude the other paths that remove it: the node
 * could be freed before its device, or the remote processor before its vdev.
 *
 * An overlay adds or enables a vdev node, and the notifier runs after the overlay has
 * added all properties. An existing device is from a boot before that, and its probe
 * may have read an incomplete node: replace the device.
 */
static int rproc_vdev_of_notify(struct notifier_block *nb, unsigned long action,
				void *arg)
{
	struct of_reconfig_data *rd = arg;
	struct platform_device *pdev;
	bool replace = false;
	struct device *dev;
	int change;

	/* the compatible of the node may have been removed already */
	change = of_reconfig_get_state_change(action, rd);
	if (change != OF_RECONFIG_CHANGE_REMOVE && change != OF_RECONFIG_CHANGE_ADD)
		return NOTIFY_OK;

	dev = class_find_device(&rproc_class, NULL, rd->dn->parent,
				rproc_vdev_of_is_rproc);
	if (!dev)
		return NOTIFY_OK;

	scoped_guard(device, dev) {
		pdev = of_find_device_by_node(rd->dn);
		if (pdev && pdev->dev.parent == dev) {
			rproc_vdev_of_destroy(&pdev->dev);
			replace = change == OF_RECONFIG_CHANGE_ADD;
		}
		platform_device_put(pdev);
	}

	if (replace)
		rproc_vdev_of_add_all(container_of(dev, struct rproc, dev));

	put_device(dev);

	return NOTIFY_OK;
}

static struct notifier_block rproc_vdev_of_nb = {
	.notifier_call = rproc_vdev_of_notify,
	/* before of_platform_notify(), which then finds no device */
	.priority = 1,
};

static int __init rproc_vdev_of_init(void)
{
	if (!IS_ENABLED(CONFIG_OF_DYNAMIC))
		return 0;

	return of_reconfig_notifier_register(&rproc_vdev_of_nb);
}
subsys_initcall(rproc_vdev_of_init);

static int rproc_vdev_of_reset_entry(u32 type, void *rsc, int offset, int avail,
				     void *data)
{
	struct fw_rsc_vdev *clean = rsc;
	struct rproc *rproc = data;
	struct rproc_vdev *rvdev;
	size_t size;

	if (type != RSC_VDEV || avail < sizeof(*clean))
		return 0;

	list_for_each_entry(rvdev, &rproc->rvdevs, node)
		if (rvdev->rsc_offset == offset)
			return 0;

	size = struct_size(clean, vring, clean->num_of_vrings);
	size = min_t(size_t, size_add(size, clean->config_len), avail);
	memcpy((void *)rproc->cached_table + offset, clean, size);

	return 0;
}

/**
 * rproc_vdev_of_reset_table() - reset the entries of vdevs removed since an attach
 * @rproc: remote processor that is being stopped
 *
 * An attached remote processor owns its table, so the removal of a vdev leaves the
 * entry there as it is. The copy of the table that a recovery boots with gets the
 * entry as it was before the attach.
 *
 * Context: Caller must hold rproc->lock.
 */
void rproc_vdev_of_reset_table(struct rproc *rproc)
{
	rsc_table_for_each_entry(rproc->clean_table, rproc->table_sz, &rproc->dev,
				 rproc_vdev_of_reset_entry, rproc);
}

/* fw_devlink waits for the suppliers in a list that cannot be parsed: no probe then */
static int rproc_vdev_of_check_mboxes(struct rproc *rproc, struct device_node *np)
{
	int ret = of_count_phandle_with_args(np, "mboxes", "#mbox-cells");

	if (ret >= 0 || ret == -ENOENT)
		return 0;

	dev_err(&rproc->dev, "%pOF: mboxes cannot be parsed: %d\n", np, ret);
	return ret;
}

/* A legacy vdev next to vdev nodes may be due to a mistake in one of them. */
static void rproc_vdev_of_log_legacy(struct rproc *rproc, u32 index)
{
	for_each_available_child_of_node_scoped(rproc->dev.parent->of_node, child) {
		if (!rproc_vdev_of_match(child) && !of_node_name_eq(child, "vdev"))
			continue;

		dev_info(&rproc->dev, "vdev %u is a legacy one: no vdev node has reg %u and the compatible \"rproc-virtio\"\n",
			 index, index);
		return;
	}
}

/**
 * rproc_vdev_of_find() - find the vdev whose node has a position
 * @rproc: remote processor
 * @index: position among the vdev entries of the resource table, from 0
 *
 * Context: Caller must hold rproc->lock, which also prevents the removal of the vdev.
 *
 * Return: the vdev, NULL if no node has this position, or an ERR_PTR() (logged):
 * -EPROBE_DEFER if the vdev has no device yet or has not probed yet, the result of
 * a failed probe, -EINVAL if two nodes have the same position.
 */
struct rproc_vdev *rproc_vdev_of_find(struct rproc *rproc, u32 index)
{
	struct device_node *np __free(device_node) = NULL;
	struct rproc_vdev_pdata *pdata;
	struct platform_device *pdev;
	struct rproc_vdev *rvdev;
	u32 reg;
	int ret;

	lockdep_assert_held(&rproc->lock);

	for_each_available_child_of_node_scoped(rproc->dev.parent->of_node, child) {
		if (!rproc_vdev_of_match(child) ||
		    of_property_read_u32(child, "reg", &reg) || reg != index)
			continue;

		if (np) {
			dev_err(&rproc->dev, "%pOF and %pOF have the same reg %u\n",
				np, child, index);
			return ERR_PTR(-EINVAL);
		}
		np = of_node_get(child);
	}

	if (!np) {
		rproc_vdev_of_log_legacy(rproc, index);
		return NULL;
	}

	pdev = of_find_device_by_node(np);
	if (!pdev) {
		/* an overlay added the node after this boot, or this recovery, began */
		dev_err(&rproc->dev, "vdev %u: %pOF has no device yet\n", index, np);
		return ERR_PTR(-EPROBE_DEFER);
	}

	rvdev = platform_get_drvdata(pdev);
	if (pdev->dev.parent != &rproc->dev) {
		dev_err(&rproc->dev, "vdev %u: %pOF belongs to %s\n", index, np,
			dev_name(pdev->dev.parent));
		rvdev = ERR_PTR(-EINVAL);
	} else if (!rvdev) {
		pdata = dev_get_platdata(&pdev->dev);
		ret = pdata ? pdata->ret : rproc_vdev_of_check_mboxes(rproc, np);
		/* not probed yet */
		ret = ret ?: -EPROBE_DEFER;
		if (ret == -EPROBE_DEFER)
			dev_err(&rproc->dev, "vdev %u: %pOF is not ready yet\n",
				index, np);
		else
			dev_err(&rproc->dev, "vdev %u: %pOF failed to probe: %d\n",
				index, np, ret);
		rvdev = ERR_PTR(ret);
	}

	put_device(&pdev->dev);

	return rvdev;
}

/*
 * The virtio core uses a single child as the node of the virtio device, but silently
 * ignores a child with another compatible.
 */
static int rproc_vdev_of_check_child(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	char compat[] = "virtio,deviceXXXXXXXX";
	int num;

	num = of_get_available_child_count(dev->of_node);
	if (num > 1) {
		dev_err(dev, "%pOF: expected one child at most, found %d\n",
			dev->of_node, num);
		return -EINVAL;
	}

	snprintf(compat, sizeof(compat), "virtio,device%x", rvdev->of_id);

	for_each_available_child_of_node_scoped(dev->of_node, child)
		if (!of_device_is_compatible(child, compat))
			dev_warn(dev, "%pOF: expected the compatible \"%s\", it is not used\n",
				 child, compat);

	return 0;
}

/*
 * The "dma-ranges" of a bus take effect only if at most one node between the vdev
 * and that bus has none. A cluster node in between would hide them.
 */
static int rproc_vdev_of_check_ranges(struct device *dev)
{
	struct device_node *np __free(device_node) = of_node_get(dev->of_node);

	if (dev->dma_range_map)
		return 0;

	while ((np = of_get_next_parent(np))) {
		if (of_property_count_u32_elems(np, "dma-ranges") <= 0)
			continue;

		dev_err(dev, "%pOF: dma-ranges of %pOF are out of reach: the nodes in between need some\n",
			dev->of_node, np);
		return -EINVAL;
	}

	return 0;
}

static int rproc_vdev_of_parse(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct device_node *np = dev->of_node;
	int ret;

	ret = of_property_read_u32(np, "reg", &rvdev->index);
	if (ret) {
		dev_err(dev, "%pOF: expected a reg with its position in the resource table: %d\n",
			np, ret);
		return -EINVAL;
	}

	ret = of_property_count_u32_elems(np, "reg");
	if (ret != 1) {
		dev_err(dev, "%pOF: expected a reg of one cell, found %d\n", np, ret);
		return -EINVAL;
	}

	ret = of_property_read_u32(np, "virtio,id", &rvdev->of_id);
	if (ret) {
		dev_err(dev, "%pOF: expected a virtio,id: %d\n", np, ret);
		return -EINVAL;
	}

	/*
	 * rpmsg and rproc_serial queue coherent memory of the vdev's device, by its
	 * physical address. Buffers of all other drivers are mapped.
	 */
	rvdev->maps_buffers = rvdev->of_id != VIRTIO_ID_RPMSG &&
			      rvdev->of_id != VIRTIO_ID_RPROC_SERIAL;

	ret = rproc_vdev_of_check_child(rvdev);
	if (ret)
		return ret;

	ret = rproc_vdev_of_check_ranges(dev);
	if (ret)
		return ret;

	ret = rproc_vdev_mem_init(rvdev);
	if (ret)
		return ret;

	return rproc_vdev_mbox_request(rvdev);
}

static int rproc_vdev_of_probe(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	struct rproc_vdev_pdata pdata;

	pdata.ret = rproc_vdev_of_parse(rvdev);

	guard(mutex)(&rproc->lock);

	if (pdata.ret) {
		/* on -ENOMEM the next boot gets -EPROBE_DEFER */
		platform_device_add_data(rvdev->pdev, &pdata, sizeof(pdata));
		return pdata.ret;
	}

	/* drop the result of an earlier probe */
	platform_device_add_data(rvdev->pdev, NULL, 0);
	platform_set_drvdata(rvdev->pdev, rvdev);

	if (rproc->state != RPROC_OFFLINE && rproc->state != RPROC_DETACHED)
		dev_info(dev, "vdev %u will be bound when %s boots next\n",
			 rvdev->index, rproc->name);

	rproc_retry_auto_boot(rproc);

	return 0;
}

static void rproc_vdev_of_remove(struct rproc_vdev *rvdev)
{
	scoped_guard(mutex, &rvdev->rproc->lock) {
		rproc_vdev_teardown(rvdev);
		platform_set_drvdata(rvdev->pdev, NULL);
	}

	rproc_vdev_mbox_free(rvdev);
}

static int rproc_vdev_of_bind(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	int ret;

	if (rvdev->id != rvdev->of_id) {
		dev_err(dev, "%pOF: virtio,id is %u, the firmware's vdev %u has id %u\n",
			dev->of_node, rvdev->of_id, rvdev->index, rvdev->id);
		return -EINVAL;
	}

	/* whether the core or the DMA API manages the IOMMU */
	if (rproc->domain || device_iommu_mapped(rproc->dev.parent)) {
		dev_err(dev, "%pOF: cannot map memory into the IOMMU domain of %s\n",
			dev->of_node, rproc->name);
		return -EOPNOTSUPP;
	}

	ret = rproc_vdev_mem_bind(rvdev);
	if (!ret)
		ret = rproc_vdev_mbox_bind(rvdev);
	if (ret)
		rproc_vdev_bounce_unbind(rvdev);

	return ret;
}

static void rproc_vdev_of_unbind(struct rproc_vdev *rvdev)
{
	rproc_vdev_mbox_unbind(rvdev);
	rproc_vdev_bounce_unbind(rvdev);
}

const struct rproc_vdev_ops rproc_vdev_of_ops = {
	.probe = rproc_vdev_of_probe,
	.remove = rproc_vdev_of_remove,
	.bind = rproc_vdev_of_bind,
	.unbind = rproc_vdev_of_unbind,
	.alloc_vring = rproc_vdev_mem_alloc_vring,
	.prepare = rproc_vdev_bounce_attach,
	.driver_failed = rproc_vdev_mem_driver_failed,
#ifdef CONFIG_MAILBOX
	.suspend = rproc_vdev_mbox_suspend,
	.resume = rproc_vdev_mbox_resume,
	.shutdown = rproc_vdev_mbox_shutdown,
#endif
};
