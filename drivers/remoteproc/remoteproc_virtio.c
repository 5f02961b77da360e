// SPDX-License-Identifier: GPL-2.0-only
/*
 * Virtio devices of remote processors (vdevs)
 *
 * A remote processor's firmware lists in its resource table which virtio devices
 * it offers. Each of them is a platform device here, a child of the remote
 * processor's, and comes from one of two places:
 *
 *  - from the resource table alone (legacy): its device is made when the entry is
 *    handled at boot, and removed when the resources are cleaned up;
 *  - from a vdev node in the device tree, with memory and mailbox channels of its
 *    own: its device stays as long as the remote processor is registered.
 *
 * Either is bound to its table entry at each boot or attach, started and stopped
 * as a subdevice of the remote processor, and unbound again:
 *
 *	present -- bind --> bound -- start --> started
 *	        <- unbind --      <-- stop ---
 *
 * A vdev from the device tree may be removed in any of these states, its remote
 * processor running or not.
 */

#include <linux/cleanup.h>
#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/*
 * The pool that a legacy vdev's buffers come from. Not known before all carveouts
 * are allocated, so the first start gets it and it stays until the vdev goes: the
 * last reference to the virtio device may drop late.
 */
static int rproc_vdev_get_pool(struct rproc_vdev *rvdev)
{
	struct device_node *np = rvdev->rproc->dev.parent->of_node;
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_mem_entry *mem;
	phys_addr_t pa;
	int ret;

	mem = rproc_find_carveout_by_name(rvdev->rproc, "vdev%ubuffer", rvdev->index);
	if (!mem && rvdev->rproc->no_default_pool) {
		dev_err(dev, "no memory region vdev%ubuffer for the buffers of this vdev\n",
			rvdev->index);
		return 0;
	}

	if (!mem) {
		/*
		 * Without a carveout of its own, the first region of the remote
		 * processor (TI K3 and others). It is fine to have none.
		 */
		of_reserved_mem_device_init_by_idx(dev, np, 0);
		return 0;
	}

	if (mem->of_resm_idx != -1) {
		/* a reserved region that the platform driver named: ST, NXP, AMD */
		ret = of_reserved_mem_device_init_by_idx(dev, np, mem->of_resm_idx);
		if (ret)
			dev_err(dev, "%s: cannot use memory-region %u as a pool: %d\n",
				mem->name, mem->of_resm_idx, ret);
		return ret;
	}

	/*
	 * A carveout that the platform driver mapped (Renesas R-Car), or that the
	 * firmware asked for in its resource table, is not a reserved region.
	 */
	if (mem->va) {
		dev_warn(dev, "%s is mapped already\n", mem->name);
		pa = rproc_va_to_pa(mem->va);
	} else {
		pa = mem->dma;
	}

	ret = dma_declare_coherent_memory(dev, pa, mem->da, mem->len);
	if (ret)
		dev_err(dev, "%s: cannot be a pool: %d\n", mem->name, ret);

	return ret;
}

static void rproc_vdev_put_pool(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;

	of_reserved_mem_device_release(dev);
	dma_release_coherent_memory(dev);
}

static int rproc_vdev_start(struct rproc_subdev *subdev)
{
	struct rproc_vdev *rvdev = container_of(subdev, struct rproc_vdev, subdev);
	struct virtio_device *vdev;
	int ret;

	if (WARN_ON(rvdev->state != RVDEV_BOUND))
		return -EBUSY;

	if (!rproc_vdev_is_of(rvdev) && !rvdev->has_pool) {
		ret = rproc_vdev_get_pool(rvdev);
		if (ret)
			return ret;
		rvdev->has_pool = true;
	}

	vdev = rproc_virtio_register(rvdev);
	if (IS_ERR(vdev))
		return PTR_ERR(vdev);

	rvdev->vdev = vdev;
	rvdev->state = RVDEV_STARTED;

	return 0;
}

static void rproc_vdev_stop(struct rproc_subdev *subdev, bool crashed)
{
	struct rproc_vdev *rvdev = container_of(subdev, struct rproc_vdev, subdev);

	if (rvdev->state != RVDEV_STARTED)
		return;

	unregister_virtio_device(rvdev->vdev);
	rvdev->vdev = NULL;
	rvdev->state = RVDEV_BOUND;
}

/*
 * Tie a vdev to its entry in the resource table. What fails here fails the boot,
 * and the cleanup of the boot releases the carveouts of the vrings.
 */
static int rproc_vdev_bind(struct rproc_vdev *rvdev, struct rproc_vdev_data *data)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	unsigned int i;
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
		INIT_WORK(&rvdev->vring[i].work, rproc_vring_work);
		ret = rproc_parse_vring(rvdev, data->rsc, i);
		if (ret)
			goto free_vring_array;
	}

	if (rproc_vdev_is_of(rvdev)) {
		ret = rproc_vdev_of_bind(rvdev);
		if (ret)
			goto free_vring_array;
	}

	for (i = 0; i < rvdev->num_vrings; i++) {
		ret = rproc_alloc_vring(rvdev, i);
		if (ret)
			goto free_vrings;
	}

	ret = rproc_vdev_mbox_bind(rvdev);
	if (ret)
		goto free_vrings;

	rproc_add_rvdev(rproc, rvdev);

	rvdev->subdev.start = rproc_vdev_start;
	rvdev->subdev.stop = rproc_vdev_stop;
	rproc_add_subdev(rproc, &rvdev->subdev);

	rvdev->state = RVDEV_BOUND;

	return 0;

free_vrings:
	while (i--)
		rproc_free_vring(&rvdev->vring[i]);
	/* the interrupt path may have found one by its notifyid */
	synchronize_srcu(&rproc->vq_srcu);
free_vring_array:
	kfree(rvdev->vring);
	rvdev->vring = NULL;
	return ret;
}

static void rproc_vdev_unbind(struct rproc_vdev *rvdev)
{
	struct rproc *rproc = rvdev->rproc;
	unsigned int i;

	lockdep_assert_held(&rproc->lock);

	if (WARN_ON(rvdev->state != RVDEV_BOUND))
		return;

	rvdev->state = RVDEV_PRESENT;

	rproc_remove_subdev(rproc, &rvdev->subdev);
	rproc_remove_rvdev(rvdev);

	rproc_vdev_mbox_unbind(rvdev);

	i = rvdev->num_vrings;
	while (i--)
		rproc_free_vring(&rvdev->vring[i]);

	/* the interrupt path may have found one by its notifyid or its channel */
	synchronize_srcu(&rproc->vq_srcu);
	for (i = 0; i < rvdev->num_vrings; i++)
		cancel_work_sync(&rvdev->vring[i].work);

	kfree(rvdev->vring);
	rvdev->vring = NULL;
}

/* make the device of a vdev that only the resource table declares */
static struct rproc_vdev *rproc_vdev_register(struct rproc *rproc)
{
	/* if the driver core does not even try to probe now: the system sleeps */
	struct rproc_vdev_pdata *pdata, init = { .ret = -EAGAIN };
	struct platform_device *pdev;
	struct rproc_vdev *rvdev;
	int ret;

	/* several remote processors have a vdev 0 each, hence no id of ours */
	pdev = platform_device_register_data(&rproc->dev, "rproc-virtio",
					     PLATFORM_DEVID_AUTO, &init, sizeof(init));
	if (IS_ERR(pdev)) {
		dev_err(&rproc->dev, "failed to create rproc-virtio device\n");
		return ERR_CAST(pdev);
	}

	/* a failed probe is no error for the one who adds the device */
	rvdev = platform_get_drvdata(pdev);
	if (!rvdev) {
		pdata = dev_get_platdata(&pdev->dev);
		ret = pdata->ret ?: -ENODEV;
		dev_err(&rproc->dev, "%s: failed to probe: %d\n", dev_name(&pdev->dev), ret);
		platform_device_unregister(pdev);
		return ERR_PTR(ret);
	}

	return rvdev;
}

/**
 * rproc_handle_vdev() - handle a vdev entry of the resource table
 * @rproc: the remote processor
 * @ptr: the entry, a struct fw_rsc_vdev
 * @offset: where it begins in the table, in bytes
 * @avail: how many bytes of the table there are from @ptr on
 *
 * Checks the entry, and binds it to the vdev that the device tree has for its
 * position, or to one that is made for it.
 *
 * Context: Process context, under rproc->lock.
 *
 * Return: 0, -EPROBE_DEFER when the device tree's vdev is not ready yet, -EAGAIN
 * when the system is about to sleep, -EINVAL for a bad entry, or another error;
 * each but -ENOMEM was logged
 */
int rproc_handle_vdev(struct rproc *rproc, void *ptr, int offset, int avail)
{
	struct device *dev = &rproc->dev;
	struct fw_rsc_vdev *rsc = ptr;
	struct rproc_vdev_data data;
	struct rproc_vdev *rvdev;
	struct fw_rsc_vdev hdr;
	size_t size;
	int ret;

	data.index = rproc->nb_vdev++;

	/* the entry has to be there before it can say how long it is */
	size = sizeof(hdr);
	if (size <= avail) {
		rproc_read_rsc(&hdr, rsc, sizeof(hdr));
		size = struct_size(rsc, vring, hdr.num_of_vrings);
		size = size_add(size, hdr.config_len);
	}
	if (size > avail) {
		dev_err(dev, "vdev%u rsc is truncated: needs %zu bytes, has %d\n",
			data.index, size, avail);
		return -EINVAL;
	}

	if (hdr.reserved[0] || hdr.reserved[1]) {
		dev_err(dev, "vdev%u rsc has non zero reserved bytes\n", data.index);
		return -EINVAL;
	}

	dev_dbg(dev, "vdev%u: id %u, features 0x%x, config %u bytes, %u vrings\n",
		data.index, hdr.id, hdr.dfeatures, hdr.config_len, hdr.num_of_vrings);

	data.id = hdr.id;
	data.dfeatures = hdr.dfeatures;
	data.config_len = hdr.config_len;
	data.num_vrings = hdr.num_of_vrings;
	data.rsc_offset = offset;
	data.rsc = rsc;

	rvdev = rproc_vdev_of_find(rproc, data.index);
	if (!rvdev)
		rvdev = rproc_vdev_register(rproc);
	if (IS_ERR(rvdev))
		return PTR_ERR(rvdev);

	ret = rproc_vdev_bind(rvdev, &data);
	if (ret && !rproc_vdev_is_of(rvdev))
		platform_device_unregister(rvdev->pdev);

	return ret;
}

static int rproc_virtio_reset_entry(u32 type, void *rsc, int offset, int avail,
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
 * rproc_virtio_reset_table() - forget the vdevs that have gone since an attach
 * @rproc: the remote processor, which stops
 *
 * The table of an attached remote processor is its own, and the entry of a vdev
 * that is removed meanwhile stays in there as it is. In the copy of the table
 * that a recovery boots with it must be as it was before the attach.
 *
 * Context: Under rproc->lock.
 */
void rproc_virtio_reset_table(struct rproc *rproc)
{
	rsc_table_for_each_entry(rproc->clean_table, rproc->table_sz, &rproc->dev,
				 rproc_virtio_reset_entry, rproc);
}

/**
 * rproc_virtio_cleanup() - unbind all vdevs, remove those that boot had made
 * @rproc: the remote processor, with its subdevices stopped
 *
 * Context: Process context, under rproc->lock.
 */
void rproc_virtio_cleanup(struct rproc *rproc)
{
	struct rproc_vdev *rvdev, *tmp;

	list_for_each_entry_safe_reverse(rvdev, tmp, &rproc->rvdevs, node) {
		rproc_vdev_unbind(rvdev);
		if (!rproc_vdev_is_of(rvdev))
			platform_device_unregister(rvdev->pdev);
	}
}

/*
 * A device that nobody described has no DMA set-up: take that of the remote
 * processor's device. Every platform's legacy vdevs need it.
 */
static int rproc_vdev_inherit_dma(struct device *dev, struct device *from)
{
	const struct bus_dma_region *map = from->dma_range_map;
	size_t num = 0;
	int ret;

	if (map) {
		while (map[num++].size)
			;
		map = kmemdup_array(map, num, sizeof(*map), GFP_KERNEL);
		if (!map)
			return -ENOMEM;
		dev->dma_range_map = map;
	}

	set_dma_ops(dev, get_dma_ops(from));

	ret = dma_coerce_mask_and_coherent(dev, dma_get_mask(from));
	if (ret)
		dev_warn(dev, "cannot use the DMA mask 0x%llx of %s: %d\n",
			 dma_get_mask(from), dev_name(from), ret);

	return 0;
}

/* the vdev node's own resources, then the vdev is there for boots to find */
static int rproc_vdev_of_probe(struct rproc_vdev *rvdev)
{
	struct rproc *rproc = rvdev->rproc;
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_vdev_pdata pdata;

	pdata.ret = rproc_vdev_of_parse(rvdev);
	if (!pdata.ret)
		pdata.ret = rproc_vdev_mbox_request(rvdev);

	guard(mutex)(&rproc->lock);

	if (pdata.ret) {
		/* without memory for it, a boot takes the vdev for not ready */
		platform_device_add_data(rvdev->pdev, &pdata, sizeof(pdata));
		return pdata.ret;
	}

	/* what an earlier probe has left */
	platform_device_add_data(rvdev->pdev, NULL, 0);
	platform_set_drvdata(rvdev->pdev, rvdev);

	if (rproc->state != RPROC_OFFLINE && rproc->state != RPROC_DETACHED)
		dev_info(dev, "vdev %u will be bound when %s boots next\n",
			 rvdev->index, rproc->name);

	rproc_retry_auto_boot(rproc);

	return 0;
}

static int rproc_virtio_probe(struct platform_device *pdev)
{
	struct rproc_vdev_pdata *pdata = dev_get_platdata(&pdev->dev);
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

	rvdev = devm_kzalloc(dev, sizeof(*rvdev), GFP_KERNEL);
	if (!rvdev) {
		if (pdata)
			pdata->ret = -ENOMEM;
		return -ENOMEM;
	}

	rvdev->pdev = pdev;
	rvdev->rproc = rproc;
	rvdev->state = RVDEV_PRESENT;

	if (rproc_vdev_is_of(rvdev)) {
		ret = rproc_vdev_of_probe(rvdev);
	} else {
		ret = rproc_vdev_inherit_dma(dev, rproc->dev.parent);
		if (!ret)
			platform_set_drvdata(pdev, rvdev);
		pdata->ret = ret;
	}

	return ret;
}

static void rproc_virtio_remove(struct platform_device *pdev)
{
	struct rproc_vdev *rvdev = platform_get_drvdata(pdev);
	struct rproc *rproc = rvdev->rproc;

	if (rproc_vdev_is_of(rvdev)) {
		mutex_lock(&rproc->lock);
		if (rvdev->state == RVDEV_STARTED)
			rproc_vdev_stop(&rvdev->subdev, false);
		if (rvdev->state == RVDEV_BOUND)
			rproc_vdev_unbind(rvdev);
		platform_set_drvdata(pdev, NULL);
		mutex_unlock(&rproc->lock);
	}

	rproc_vdev_mbox_free(rvdev);
	if (!rproc_vdev_is_of(rvdev))
		rproc_vdev_put_pool(rvdev);
}

/* The system goes down or into another kernel: nothing may ring in there. */
static void rproc_virtio_shutdown(struct platform_device *pdev)
{
	struct rproc_vdev *rvdev = platform_get_drvdata(pdev);

	rproc_vdev_mbox_silence(rvdev);
	rproc_vdev_mbox_free(rvdev);
}

static int rproc_virtio_suspend(struct device *dev)
{
	rproc_vdev_mbox_silence(dev_get_drvdata(dev));

	return 0;
}

static int rproc_virtio_resume(struct device *dev)
{
	rproc_vdev_mbox_resume(dev_get_drvdata(dev));

	return 0;
}

static DEFINE_SIMPLE_DEV_PM_OPS(rproc_virtio_pm_ops, rproc_virtio_suspend,
				rproc_virtio_resume);

static const struct of_device_id rproc_virtio_of_match[] = {
	{ .compatible = "rproc-virtio" },
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
		/* vdevs come and go with their node or their remote processor */
		.suppress_bind_attrs = true,
		/* whoever makes a vdev looks at once what became of it */
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
	},
};
builtin_platform_driver(rproc_virtio_driver);
