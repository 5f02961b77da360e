// SPDX-License-Identifier: GPL-2.0-only
/*
 * vdevs that the device tree declares
 *
 * Finds the vdev nodes below a remote processor's node and makes a device for
 * each, reads what a node says, and gives the vrings of such a vdev their memory.
 *
 * A node's memory regions are told apart by their number:
 *
 *  - none: vrings and buffers come from the system's own DMA memory;
 *  - one: it is the vdev's own pool, for vrings and buffers;
 *  - one for each vring and one more: the last one is the pool for buffers.
 */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/**
 * struct rproc_vdev_dma - memory allocated through a vdev's device
 * @ref: the vdev holds one, and each of its vrings that lies in such memory
 * @dev: the device
 * @has_pool: @dev got its pool with this one, and not with an earlier one
 *
 * A vdev may go while its remote processor runs on, and what the remote may still
 * write to is not given back before that has stopped.
 */
struct rproc_vdev_dma {
	struct kref ref;
	struct device *dev;
	bool has_pool;
};

static bool rproc_vdev_of_match(const struct device_node *np)
{
	return of_device_is_compatible(np, "rproc-virtio");
}

/*
 * The node goes with the device, and not with the last reference to that: an overlay
 * that takes the node away expects it back at once.
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

/**
 * rproc_vdev_of_add_all() - see that each vdev node has a device, and probe it
 * @rproc: the remote processor
 *
 * When the remote processor is added, and again before each boot: for nodes
 * that an overlay brought, and for devices whose probe failed.
 *
 * Context: May sleep, not under rproc->lock.
 */
void rproc_vdev_of_add_all(struct rproc *rproc)
{
	struct platform_device *pdev;

	guard(mutex)(&rproc->vdev_of_lock);

	/* the parent may be gone, too, then */
	if (READ_ONCE(rproc->deleting))
		return;

	for_each_available_child_of_node_scoped(rproc->dev.parent->of_node, child) {
		if (!rproc_vdev_of_match(child))
			continue;

		pdev = of_find_device_by_node(child);
		if (pdev) {
			/* what made its probe fail may be over */
			if (!platform_get_drvdata(pdev) &&
			    device_attach(&pdev->dev) <= 0)
				dev_dbg(&pdev->dev, "still not ready\n");
			put_device(&pdev->dev);
			continue;
		}

		pdev = of_platform_device_create(child, NULL, &rproc->dev);
		if (!pdev)
			dev_err(&rproc->dev, "%pOF: cannot make a device\n", child);
		else if (of_node_check_flag(child, OF_DETACHED))
			/* an overlay takes the node away, and may be done with devices */
			rproc_vdev_of_destroy(&pdev->dev);
	}
}

static int rproc_vdev_of_remove(struct device *dev, void *data)
{
	/* An overlay that takes a node away takes its compatible away first */
	if (dev_is_platform(dev) && dev->of_node)
		rproc_vdev_of_destroy(dev);

	return 0;
}

/**
 * rproc_vdev_of_remove_all() - remove the devices of all vdev nodes
 * @rproc: the remote processor, which is going away
 *
 * Context: May sleep, not under rproc->lock.
 */
void rproc_vdev_of_remove_all(struct rproc *rproc)
{
	guard(mutex)(&rproc->vdev_of_lock);

	device_for_each_child_reverse(&rproc->dev, NULL, rproc_vdev_of_remove);
}

static int rproc_vdev_of_is_rproc(struct device *dev, const void *np)
{
	return dev->parent && dev->parent->of_node == np;
}

/*
 * An overlay takes a vdev node away, or disables it. of_platform_notify() would
 * remove the device too, but it does not wait for others who do, nor they for it:
 * the node would be gone before its device, or the remote processor before its vdev.
 */
static int rproc_vdev_of_notify(struct notifier_block *nb, unsigned long action,
				void *arg)
{
	struct of_reconfig_data *rd = arg;
	struct platform_device *pdev;
	struct rproc *rproc;
	struct device *dev;

	/* the node may have lost its compatible already */
	if (of_reconfig_get_state_change(action, rd) != OF_RECONFIG_CHANGE_REMOVE)
		return NOTIFY_OK;

	dev = class_find_device(&rproc_class, NULL, rd->dn->parent,
				rproc_vdev_of_is_rproc);
	if (!dev)
		return NOTIFY_OK;
	rproc = container_of(dev, struct rproc, dev);

	mutex_lock(&rproc->vdev_of_lock);
	pdev = of_find_device_by_node(rd->dn);
	if (pdev && pdev->dev.parent == dev)
		rproc_vdev_of_destroy(&pdev->dev);
	platform_device_put(pdev);
	mutex_unlock(&rproc->vdev_of_lock);

	put_device(dev);

	return NOTIFY_OK;
}

static struct notifier_block rproc_vdev_of_nb = {
	.notifier_call = rproc_vdev_of_notify,
	/* before of_platform_notify(), which finds nothing left to do then */
	.priority = 1,
};

static int __init rproc_vdev_of_init(void)
{
	if (!IS_ENABLED(CONFIG_OF_DYNAMIC))
		return 0;

	return of_reconfig_notifier_register(&rproc_vdev_of_nb);
}
subsys_initcall(rproc_vdev_of_init);

/*
 * Virtio core takes the only child for the virtio device's own node, if that is
 * for a device of this kind, and says nothing if not.
 */
static int rproc_vdev_check_child(struct rproc_vdev *rvdev)
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

/**
 * rproc_vdev_of_find() - find the vdev that the device tree has at a position
 * @rproc: the remote processor
 * @index: position among the vdev entries of the resource table, from 0
 *
 * Context: Under rproc->lock, which also keeps the vdev from going.
 *
 * Return: the vdev; NULL when the device tree has none there; -EPROBE_DEFER when
 * it has no device or has not probed yet, the error that its probe ended with, or
 * -EINVAL when two nodes claim the position
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

	if (!np)
		return NULL;

	pdev = of_find_device_by_node(np);
	if (!pdev) {
		/* an overlay brought it just now, or since its remote runs, and that recovers */
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
		ret = pdata ? pdata->ret : -EPROBE_DEFER;
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

static void rproc_vdev_dma_release(struct kref *ref)
{
	struct rproc_vdev_dma *dma = container_of(ref, struct rproc_vdev_dma, ref);

	if (dma->has_pool)
		of_reserved_mem_device_release(dma->dev);
	put_device(dma->dev);
	kfree(dma);
}

/* A region as the remote processor sees it: both ends in ranges, equally far. */
static int rproc_vdev_region_da(struct device *dev, const struct resource *res,
				u32 *da)
{
	dma_addr_t first = phys_to_dma(dev, res->start);
	dma_addr_t last = phys_to_dma(dev, res->end);

	if (first == DMA_MAPPING_ERROR || last == DMA_MAPPING_ERROR ||
	    last - first != res->end - res->start || upper_32_bits(last)) {
		dev_err(dev, "%pOF: region %s %pR is outside of what the remote processor can reach\n",
			dev->of_node, res->name, res);
		return -ERANGE;
	}

	*da = first;
	return 0;
}

static int rproc_vdev_region(struct device *dev, unsigned int idx,
			     struct resource *res, u32 *da)
{
	int ret;

	ret = of_reserved_mem_region_to_resource(dev->of_node, idx, res);
	if (ret) {
		dev_err(dev, "%pOF: memory-region %u is %s: %d\n", dev->of_node, idx,
			ret == -ENODEV ? "disabled" : "no region that was there at boot",
			ret);
		return ret;
	}

	return rproc_vdev_region_da(dev, res, da);
}

/* A region that the remote processor's node lists too is most likely a mistake. */
static void rproc_vdev_warn_shared(struct rproc_vdev *rvdev)
{
	struct device_node *parent = rvdev->rproc->dev.parent->of_node;
	struct device *dev = &rvdev->pdev->dev;
	unsigned int i, j;

	for (i = 0; i < rvdev->num_regions; i++) {
		struct device_node *np __free(device_node) =
			of_parse_phandle(dev->of_node, "memory-region", i);

		for (j = 0; ; j++) {
			struct device_node *other __free(device_node) =
				of_parse_phandle(parent, "memory-region", j);

			if (!other)
				break;
			if (np == other)
				dev_warn(dev, "region %pOF is listed by %pOF too\n",
					 np, parent);
		}
	}
}

static int rproc_vdev_pool_init(struct rproc_vdev *rvdev)
{
	struct device_node *region __free(device_node) = NULL;
	unsigned int idx = rvdev->num_regions - 1;
	struct device *dev = &rvdev->pdev->dev;
	struct resource res;
	u32 da;
	int ret;

	ret = rproc_vdev_region(dev, idx, &res, &da);
	if (ret)
		return ret;

	/* descriptors hold physical addresses, which the remote takes for its own */
	if (da != res.start) {
		dev_err(dev, "%pOF: region %s %pR has device address 0x%x, a pool for buffers needs the same\n",
			dev->of_node, res.name, &res, da);
		return -EINVAL;
	}

	/* the kernel uses what the pool does not, and maps it as its own memory */
	region = of_parse_phandle(dev->of_node, "memory-region", idx);
	if (of_property_read_bool(region, "reusable")) {
		dev_err(dev, "%pOF: region %s %pR is reusable, a pool has to be no-map\n",
			dev->of_node, res.name, &res);
		return -EINVAL;
	}

	ret = of_reserved_mem_device_init_by_idx(dev, dev->of_node, idx);
	/* vrings of an earlier bind lie in there until the remote has stopped */
	if (ret == -EBUSY)
		return dev_err_probe(dev, -EPROBE_DEFER,
				     "%pOF: region %s is in use by the remote processor still\n",
				     dev->of_node, res.name);
	if (ret) {
		dev_err(dev, "%pOF: region %s %pR cannot be a pool: %d\n",
			dev->of_node, res.name, &res, ret);
		return ret;
	}

	rvdev->dma->has_pool = true;

	return 0;
}

/*
 * The kernel finds the "dma-ranges" that hold for a device only if all nodes but
 * one on the way have some: with a cluster in between they would be ignored.
 */
static int rproc_vdev_check_ranges(struct device *dev)
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

static void rproc_vdev_of_put_dma(void *data)
{
	struct rproc_vdev_dma *dma = data;

	kref_put(&dma->ref, rproc_vdev_dma_release);
}

/**
 * rproc_vdev_of_parse() - read a vdev's node and take its pool
 * @rvdev: the vdev
 *
 * What it takes goes back when the driver is unbound, or later when the remote
 * processor may still write to it.
 *
 * Context: The vdev's probe. May sleep.
 *
 * Return: 0, or an error; each but -ENOMEM was logged
 */
int rproc_vdev_of_parse(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct device_node *np = dev->of_node;
	struct rproc_vdev_dma *dma;
	int ret;

	ret = of_property_read_u32(np, "reg", &rvdev->index);
	if (ret) {
		dev_err(dev, "%pOF: expected a reg with its position in the resource table: %d\n",
			np, ret);
		return ret;
	}

	ret = of_property_read_u32(np, "virtio,id", &rvdev->of_id);
	if (ret) {
		dev_err(dev, "%pOF: expected a virtio,id: %d\n", np, ret);
		return ret;
	}

	ret = rproc_vdev_check_child(rvdev);
	if (ret)
		return ret;

	/* the only error is that there is no such property */
	rvdev->num_regions = max(of_count_phandle_with_args(np, "memory-region", NULL), 0);

	dma = kzalloc_obj(*dma);
	if (!dma)
		return -ENOMEM;

	kref_init(&dma->ref);
	dma->dev = get_device(dev);
	ret = devm_add_action_or_reset(dev, rproc_vdev_of_put_dma, dma);
	if (ret)
		return ret;
	rvdev->dma = dma;

	ret = rproc_vdev_check_ranges(dev);
	if (ret)
		return ret;

	if (!rvdev->num_regions)
		return 0;

	ret = rproc_vdev_pool_init(rvdev);
	if (ret)
		return ret;

	rproc_vdev_warn_shared(rvdev);

	return 0;
}

/* The pool is mapped only while it is dumped: nothing else needs to see it. */
static void rproc_vdev_pool_dump(struct rproc *rproc,
				 struct rproc_dump_segment *segment,
				 void *dest, size_t offset, size_t size)
{
	struct rproc_mem_entry *mem = segment->priv;
	void __iomem *va;

	va = ioremap_wc(mem->dma + offset, size);
	if (!va) {
		dev_err(&rproc->dev, "%s: cannot map 0x%zx bytes for the dump\n",
			mem->name, size);
		memset(dest, 0xff, size);
		return;
	}

	memcpy_fromio(dest, va, size);
	iounmap(va);
}

/* shows the pool in debugfs and in coredumps, once for those that share it */
static int rproc_vdev_pool_add(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	struct rproc_dump_segment *segment;
	struct rproc_mem_entry *mem;
	struct resource res;
	u32 da;
	int ret;

	ret = rproc_vdev_region(dev, rvdev->num_regions - 1, &res, &da);
	if (ret)
		return ret;

	mem = rproc_mem_entry_init(dev, NULL, res.start, resource_size(&res), da,
				   NULL, NULL, "vdev%ubuffer", rvdev->index);
	if (!mem)
		return -ENOMEM;
	rproc_add_carveout(rproc, mem);

	list_for_each_entry(segment, &rproc->dump_segments, node)
		if (segment->da == da && segment->size == mem->len)
			return 0;

	return rproc_coredump_add_custom_segment(rproc, da, mem->len,
						 rproc_vdev_pool_dump, mem);
}

/**
 * rproc_vdev_of_bind() - see whether a vdev's node fits its table entry
 * @rvdev: the vdev, which has its table entry
 *
 * Context: Under rproc->lock, before any vring gets memory.
 *
 * Return: 0, or an error; each but -ENOMEM was logged
 */
int rproc_vdev_of_bind(struct rproc_vdev *rvdev)
{
	unsigned int num = rvdev->num_regions, num_vrings = rvdev->num_vrings;
	struct device_node *np = rvdev->pdev->dev.of_node;
	struct device *dev = &rvdev->pdev->dev;

	if (rvdev->id != rvdev->of_id) {
		dev_err(dev, "%pOF: virtio,id is %u, the firmware's vdev %u has id %u\n",
			np, rvdev->of_id, rvdev->index, rvdev->id);
		return -EINVAL;
	}

	if (rvdev->rproc->domain) {
		dev_err(dev, "%pOF: cannot map memory into the IOMMU domain of %s\n",
			np, rvdev->rproc->name);
		return -EOPNOTSUPP;
	}

	if (num > 1 && num != num_vrings + 1) {
		dev_err(dev, "%pOF: has %u memory regions, a vdev with %u vrings takes none, 1 or %u\n",
			np, num, num_vrings, num_vrings + 1);
		return -EINVAL;
	}

	return num ? rproc_vdev_pool_add(rvdev) : 0;
}

static int rproc_vdev_region_release(struct rproc *rproc,
				     struct rproc_mem_entry *mem)
{
	iounmap((__force void __iomem *)mem->va);
	release_mem_region(mem->dma, mem->len);

	return 0;
}

/* an error that says who has the region of a vring */
static void rproc_vdev_region_taken(struct rproc_vdev *rvdev, unsigned int i,
				    const struct resource *res)
{
	struct resource own = DEFINE_RES_MEM(res->start, resource_size(res));
	struct device *dev = &rvdev->pdev->dev;
	const char *owner = NULL;
	struct resource *conflict;
	struct rproc_mem_entry *mem;

	/* another vring of this remote processor, most likely */
	list_for_each_entry(mem, &rvdev->rproc->carveouts, node)
		if (mem->release == rproc_vdev_region_release &&
		    mem->dma <= res->end && res->start < mem->dma + mem->len)
			owner = mem->name;

	if (!owner) {
		conflict = request_resource_conflict(&iomem_resource, &own);
		if (!conflict)
			release_resource(&own);
		owner = conflict ? conflict->name : "somebody who has left";
	}

	dev_err(dev, "%pOF: vring %u needs region %s %pR, which is taken already by %s\n",
		dev->of_node, i, res->name, res, owner);
}

/* a vring in a region of its own */
static struct rproc_mem_entry *
rproc_vdev_region_alloc(struct rproc_vdev *rvdev, unsigned int i, size_t size)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_mem_entry *mem;
	struct resource res;
	size_t len;
	u32 da;
	int ret;

	ret = rproc_vdev_region(dev, i, &res, &da);
	if (ret)
		return ERR_PTR(ret);

	len = resource_size(&res);
	if (len < size) {
		dev_err(dev, "%pOF: vring %u needs 0x%zx bytes, region %s %pR has 0x%zx\n",
			dev->of_node, i, size, res.name, &res, len);
		return ERR_PTR(-EINVAL);
	}

	mem = rproc_mem_entry_init(dev, NULL, res.start, len, da, NULL,
				   rproc_vdev_region_release, "vdev%uvring%u",
				   rvdev->index, i);
	if (!mem)
		return ERR_PTR(-ENOMEM);

	/* it may outlive the device */
	if (!request_mem_region(res.start, len, mem->name)) {
		rproc_vdev_region_taken(rvdev, i, &res);
		ret = -EBUSY;
		goto free_mem;
	}

	mem->va = (__force void *)ioremap_wc(res.start, len);
	if (!mem->va) {
		dev_err(dev, "%pOF: vring %u: cannot map region %s %pR\n",
			dev->of_node, i, res.name, &res);
		ret = -ENOMEM;
		goto release_region;
	}
	mem->is_iomem = true;

	return mem;

release_region:
	release_mem_region(res.start, len);
free_mem:
	kfree(mem);
	return ERR_PTR(ret);
}

static int rproc_vdev_dma_free(struct rproc *rproc, struct rproc_mem_entry *mem)
{
	struct rproc_vdev_dma *dma = mem->priv;

	dma_free_coherent(dma->dev, mem->len, mem->va, mem->dma);
	kref_put(&dma->ref, rproc_vdev_dma_release);

	return 0;
}

/* a vring in the vdev's pool, or in the system's memory when it has none */
static struct rproc_mem_entry *
rproc_vdev_dma_alloc(struct rproc_vdev *rvdev, unsigned int i, size_t size)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_mem_entry *mem;
	struct resource res = {};
	dma_addr_t dma;
	void *va;
	int ret;
	u32 da;

	va = dma_alloc_coherent(dev, size, &dma, GFP_KERNEL);
	if (!va && rvdev->num_regions &&
	    !rproc_vdev_region(dev, rvdev->num_regions - 1, &res, &da)) {
		dev_err(dev, "%pOF: vring %u needs 0x%lx bytes in one piece, its pool %s %pR has no such piece left\n",
			dev->of_node, i, PAGE_SIZE << get_order(size), res.name, &res);
		return ERR_PTR(-ENOMEM);
	}
	if (!va) {
		dev_err(dev, "%pOF: vring %u needs 0x%zx bytes that the remote processor can reach, system memory has none\n",
			dev->of_node, i, size);
		return ERR_PTR(-ENOMEM);
	}

	/* freeing must not need the ranges of a device that is gone by then */
	if (dma != dma_to_phys(dev, dma) || upper_32_bits(dma + size - 1)) {
		dev_err(dev, "%pOF: vring %u got device address %pad, which is not its physical address\n",
			dev->of_node, i, &dma);
		ret = -EINVAL;
		goto free_dma;
	}

	mem = rproc_mem_entry_init(dev, va, dma, size, dma, NULL,
				   rproc_vdev_dma_free, "vdev%uvring%u",
				   rvdev->index, i);
	if (!mem) {
		ret = -ENOMEM;
		goto free_dma;
	}

	kref_get(&rvdev->dma->ref);
	mem->priv = rvdev->dma;

	return mem;

free_dma:
	dma_free_coherent(dev, size, va, dma);
	return ERR_PTR(ret);
}

/**
 * rproc_vdev_of_tell_pool() - say where the buffers of a vdev come from
 * @rvdev: the vdev, whose virtio driver has given up
 *
 * A pool that is too small is a frequent reason. The virtio driver knows what it
 * needs, and here is what there is.
 *
 * Context: Process context.
 */
void rproc_vdev_of_tell_pool(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct resource res;
	size_t vrings = 0;
	unsigned int i;
	u32 da;

	if (!rvdev->num_regions ||
	    rproc_vdev_region(dev, rvdev->num_regions - 1, &res, &da))
		return;

	if (rvdev->num_regions == 1)
		for (i = 0; i < rvdev->num_vrings; i++)
			vrings += PAGE_SIZE << get_order(rvdev->vring[i].mem->len);

	dev_err(dev, "%pOF: the virtio driver has failed; its pool %s %pR has 0x%zx bytes, of which vrings take 0x%zx\n",
		dev->of_node, res.name, &res, (size_t)resource_size(&res), vrings);
}

/**
 * rproc_vdev_of_alloc_vring() - give a vring of a device tree vdev its memory
 * @rvdev: the vdev
 * @i: which vring
 * @size: bytes that it needs
 *
 * The memory is the remote processor's carveout from then on, and is released
 * with the others.
 *
 * Context: Under rproc->lock.
 *
 * Return: the carveout, or an error; each but -ENOMEM was logged
 */
struct rproc_mem_entry *rproc_vdev_of_alloc_vring(struct rproc_vdev *rvdev,
						  unsigned int i, size_t size)
{
	struct rproc *rproc = rvdev->rproc;
	struct rproc_mem_entry *mem;
	int ret;

	if (rvdev->num_regions > 1)
		mem = rproc_vdev_region_alloc(rvdev, i, size);
	else
		mem = rproc_vdev_dma_alloc(rvdev, i, size);
	if (IS_ERR(mem))
		return mem;

	rproc_add_carveout(rproc, mem);

	/* a pool is dumped as a whole */
	if (rvdev->num_regions != 1) {
		ret = rproc_coredump_add_segment(rproc, mem->da, mem->len);
		if (ret)
			return ERR_PTR(ret);
	}

	return mem;
}
