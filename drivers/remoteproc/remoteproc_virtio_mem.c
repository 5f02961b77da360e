// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of vdevs with a device tree node
 *
 * The number of memory regions in the node determines their use:
 *
 *  - none: vrings and buffers are allocated from the system's DMA memory;
 *  - one: a pool for vrings and buffers;
 *  - one for each vring, and one more: the last region is a pool for buffers.
 *
 * Vrings are carveouts of the remote processor: they are released when the remote
 * processor has stopped, which may be after the removal of the vdev.
 */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kref.h>
#include <linux/limits.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/swiotlb.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/**
 * struct rproc_vdev_dma - DMA memory allocated for a vdev
 * @ref: held by the vdev, and by its vrings and bounce buffers in such memory
 * @dev: device of the vdev
 * @has_pool: @dev got its pool through this structure, not through an earlier one
 *
 * A vdev can be removed while the remote processor is running. Memory that the
 * remote processor may still write to stays allocated until it has stopped.
 *
 * This is not true of coherent buffers: the virtio driver frees those when it is removed,
 * after the reset has cleared the status in the resource table.
 */
struct rproc_vdev_dma {
	struct kref ref;
	struct device *dev;
	bool has_pool;
};

static void rproc_vdev_dma_release(struct kref *ref)
{
	struct rproc_vdev_dma *dma = container_of(ref, struct rproc_vdev_dma, ref);

	if (dma->has_pool)
		of_reserved_mem_device_release(dma->dev);
	put_device(dma->dev);
	kfree(dma);
}

/**
 * rproc_vdev_dma_get() - keep the DMA memory of a vdev
 * @dma: DMA memory
 *
 * Context: Any context.
 *
 * Return: @dma.
 */
struct rproc_vdev_dma *rproc_vdev_dma_get(struct rproc_vdev_dma *dma)
{
	kref_get(&dma->ref);

	return dma;
}

/**
 * rproc_vdev_dma_put() - drop a reference to the DMA memory of a vdev
 * @data: DMA memory, void for devm_add_action()
 *
 * Context: May sleep.
 */
void rproc_vdev_dma_put(void *data)
{
	struct rproc_vdev_dma *dma = data;

	kref_put(&dma->ref, rproc_vdev_dma_release);
}

/**
 * rproc_vdev_region_da() - translate a region to device addresses
 * @rvdev: vdev
 * @idx: number of the region
 * @res: the region
 * @da: set to the device address of the region
 *
 * The resource table has 32 bits for the address of a vring. The last region is a
 * pool, its address is not in the table.
 *
 * Return: 0 on success, -ERANGE if the remote processor cannot reach the region or
 * the region of a vring is too high (logged).
 */
int rproc_vdev_region_da(struct rproc_vdev *rvdev, unsigned int idx,
			 const struct resource *res, dma_addr_t *da)
{
	dma_addr_t limit = idx == rvdev->num_regions - 1 ? (dma_addr_t)U64_MAX : U32_MAX;
	struct device *dev = &rvdev->pdev->dev;
	dma_addr_t first = phys_to_dma(dev, res->start);
	dma_addr_t last = phys_to_dma(dev, res->end);

	if (first == DMA_MAPPING_ERROR || last == DMA_MAPPING_ERROR ||
	    last - first != res->end - res->start) {
		dev_err(dev, "%pOF: region %s %pR is outside of what the remote processor can reach\n",
			dev->of_node, res->name, res);
		return -ERANGE;
	}

	if (last > limit) {
		dev_err(dev, "%pOF: region %s %pR ends at device address %pad, the limit is %pad\n",
			dev->of_node, res->name, res, &last, &limit);
		return -ERANGE;
	}

	*da = first;
	return 0;
}

static int rproc_vdev_region(struct rproc_vdev *rvdev, unsigned int idx,
			     struct resource *res, dma_addr_t *da)
{
	struct device *dev = &rvdev->pdev->dev;
	int ret;

	ret = of_reserved_mem_region_to_resource(dev->of_node, idx, res);
	if (ret) {
		dev_err(dev, "%pOF: memory-region %u is %s: %d\n", dev->of_node, idx,
			ret == -ENODEV ? "disabled" : "no region that was there at boot",
			ret);
		return ret;
	}

	return rproc_vdev_region_da(rvdev, idx, res, da);
}

/* the last region */
static int rproc_vdev_pool(struct rproc_vdev *rvdev, struct resource *res, dma_addr_t *da)
{
	return rproc_vdev_region(rvdev, rvdev->num_regions - 1, res, da);
}

/* A region that the remote processor's node lists as well is probably a mistake. */
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
	/*
	 * The first device of a region creates its allocator, without a lock. Vdevs that
	 * share the region may probe at the same time: a second allocator would return
	 * memory that is in use.
	 */
	static DEFINE_MUTEX(lock);
	struct device_node *region __free(device_node) = NULL;
	unsigned int idx = rvdev->num_regions - 1;
	struct device *dev = &rvdev->pdev->dev;
	const char *compat;
	struct resource res;
	dma_addr_t da;
	int ret;

	guard(mutex)(&lock);

	ret = rproc_vdev_pool(rvdev, &res, &da);
	if (ret)
		return ret;

	/* rpmsg and rproc_serial put physical addresses into the descriptors */
	if (!rvdev->maps_buffers && da != res.start) {
		dev_err(dev, "%pOF: region %s %pR has device address %pad, a pool for buffers needs the same\n",
			dev->of_node, res.name, &res, &da);
		return -EINVAL;
	}

	/* the kernel maps a reusable region as normal memory and allocates from it */
	region = of_parse_phandle(dev->of_node, "memory-region", idx);
	if (of_property_read_bool(region, "reusable")) {
		dev_err(dev, "%pOF: region %s %pR is reusable, a pool has to be no-map\n",
			dev->of_node, res.name, &res);
		return -EINVAL;
	}

	/*
	 * A restricted-dma-pool has been assigned before the probe, and stays. swiotlb
	 * bounces the buffers into it.
	 */
	if (is_swiotlb_for_alloc(dev) &&
	    of_device_is_compatible(region, "restricted-dma-pool"))
		return 0;

	ret = of_reserved_mem_device_init_by_idx(dev, dev->of_node, idx);
	/* the pool has memory of an earlier bind until the remote processor stops */
	if (ret == -EBUSY)
		return dev_err_probe(dev, -EPROBE_DEFER,
				     "%pOF: region %s is still in use by the remote processor\n",
				     dev->of_node, res.name);
	if (ret) {
		if (of_property_read_string(region, "compatible", &compat))
			compat = "none";
		dev_err(dev, "%pOF: region %s %pR cannot be a pool: %d: expected the compatible \"shared-dma-pool\" with no-map, found %s%s\n",
			dev->of_node, res.name, &res, ret, compat,
			of_property_read_bool(region, "no-map") ? "" : " without no-map");
		return ret;
	}

	rvdev->dma->has_pool = true;
	rvdev->bounces = rvdev->maps_buffers;

	return 0;
}

/**
 * rproc_vdev_mem_init() - set up the memory of a vdev that is being probed
 * @rvdev: vdev
 *
 * Undone when the driver is unbound, or when the remote processor has stopped if
 * it may still write to the memory.
 *
 * Context: Probe of the vdev. May sleep.
 *
 * Return: 0 on success, negative errno on failure; all but -ENOMEM are logged.
 */
int rproc_vdev_mem_init(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_vdev_dma *dma;
	int ret;

	/* a negative number: no such property */
	ret = of_count_phandle_with_args(dev->of_node, "memory-region", NULL);
	rvdev->num_regions = max(ret, 0);

	dma = kzalloc_obj(*dma);
	if (!dma)
		return -ENOMEM;

	kref_init(&dma->ref);
	dma->dev = get_device(dev);
	ret = devm_add_action_or_reset(dev, rproc_vdev_dma_put, dma);
	if (ret)
		return ret;
	rvdev->dma = dma;

	if (!rvdev->num_regions)
		return 0;

	ret = rproc_vdev_pool_init(rvdev);
	if (ret)
		return ret;

	rproc_vdev_warn_shared(rvdev);

	return 0;
}

/* only a dump needs a mapping of the pool */
static void rproc_vdev_pool_dump(struct rproc *rproc,
				 struct rproc_dump_segment *segment,
				 void *dest, size_t offset, size_t size)
{
	struct rproc_mem_entry *mem = segment->priv;
	phys_addr_t pa = mem->dma + offset;
	unsigned long flags = MEMREMAP_WC;
	void *va;

	/* a restricted-dma-pool is RAM, which is in the linear map */
	if (region_intersects(pa, size, IORESOURCE_SYSTEM_RAM, IORES_DESC_NONE) ==
	    REGION_INTERSECTS)
		flags = MEMREMAP_WB;

	va = memremap(pa, size, flags);
	if (!va) {
		dev_err(&rproc->dev, "%s: cannot map 0x%zx bytes for the dump\n",
			mem->name, size);
		memset(dest, 0xff, size);
		return;
	}

	memcpy(dest, va, size);
	memunmap(va);
}

/*
 * The resource table may have a carveout entry for this memory before the entry of
 * the vdev. @mem replaces such a carveout. There is nothing to release: the carveout is
 * allocated later, or the driver that added it keeps the memory (imx_dsp_rproc).
 */
static int rproc_vdev_add_carveout(struct rproc_vdev *rvdev, struct rproc_mem_entry *mem)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	struct rproc_mem_entry *entry;

	entry = rproc_find_carveout_by_name(rproc, "%s", mem->name);
	if (entry && entry->rsc_offset != FW_RSC_ADDR_ANY) {
		if (rproc_check_carveout_da(rproc, mem, entry->da, entry->len)) {
			dev_err(dev, "%pOF: carveout %s of the resource table (da 0x%x, len 0x%zx) does not fit the memory of the vdev (da 0x%x, len 0x%zx)\n",
				dev->of_node, mem->name, entry->da, entry->len,
				mem->da, mem->len);
			return -EINVAL;
		}

		mem->rsc_offset = entry->rsc_offset;
		mem->flags = entry->flags;
		list_del(&entry->node);
		kfree(entry);
	}

	rproc_add_carveout(rproc, mem);

	return 0;
}

/* show the pool in debugfs, and in coredumps once for all vdevs that share it */
static int rproc_vdev_pool_add(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	struct rproc_dump_segment *segment;
	struct rproc_mem_entry *mem;
	struct resource res;
	dma_addr_t da;
	int ret;

	ret = rproc_vdev_pool(rvdev, &res, &da);
	if (ret)
		return ret;

	/* a carveout has a device address of 32 bits, a dump segment may have more */
	mem = rproc_mem_entry_init(dev, NULL, res.start, resource_size(&res),
				   upper_32_bits(da) ? FW_RSC_ADDR_ANY : da,
				   NULL, NULL, "vdev%ubuffer", rvdev->index);
	if (!mem)
		return -ENOMEM;

	ret = rproc_vdev_add_carveout(rvdev, mem);
	if (ret) {
		kfree(mem);
		return ret;
	}

	if (rvdev->bounces) {
		ret = rproc_vdev_bounce_bind(rvdev, mem, &res);
		if (ret)
			return ret;
	}

	list_for_each_entry(segment, &rproc->dump_segments, node)
		if (segment->da == da && segment->size == mem->len)
			return 0;

	return rproc_coredump_add_custom_segment(rproc, da, mem->len,
						 rproc_vdev_pool_dump, mem);
}

static bool rproc_vdev_reaches(struct device *dev, phys_addr_t pa)
{
	dma_addr_t da = phys_to_dma(dev, pa);

	return da != DMA_MAPPING_ERROR &&
	       da <= min_not_zero(dma_get_mask(dev), dev->bus_dma_limit);
}

/* Check that pages of system RAM are in dma-ranges and below the DMA mask. */
static int rproc_vdev_ram_reach(unsigned long pfn, unsigned long num_pages, void *data)
{
	phys_addr_t next, pa = PFN_PHYS(pfn), end = PFN_PHYS(pfn + num_pages);
	const struct bus_dma_region *map;
	struct device *dev = data;

	for (; pa < end; pa = next) {
		next = end;
		for (map = dev->dma_range_map; map && map->size; map++)
			if (pa >= map->cpu_start && pa - map->cpu_start < map->size)
				next = min(end, map->cpu_start + map->size);

		if (!rproc_vdev_reaches(dev, pa) || !rproc_vdev_reaches(dev, next - 1))
			return -ERANGE;
	}

	return 0;
}

/* Without a pool, a buffer may be anywhere in the memory of the system. */
static int rproc_vdev_check_reach(struct rproc_vdev *rvdev)
{
	phys_addr_t tlb = default_swiotlb_base(), tlb_end = default_swiotlb_limit() + 1;
	struct device *dev = &rvdev->pdev->dev;
	const struct bus_dma_region *map = dev->dma_range_map;
	char ranges[200] = "nothing";
	struct resource res;
	int len = 0;

	/* -1: the architecture does not list its RAM */
	if (!rvdev->maps_buffers ||
	    walk_system_ram_range(0, max_pfn, dev, rproc_vdev_ram_reach) != -ERANGE)
		return 0;

	/* swiotlb bounces what is out of reach, if its own memory is in reach */
	if (is_swiotlb_active(dev) &&
	    !rproc_vdev_ram_reach(PFN_DOWN(tlb), PFN_DOWN(tlb_end - tlb), dev))
		return 0;

	for (; map && map->size; map++) {
		res = DEFINE_RES_MEM(map->cpu_start, map->size);
		len += scnprintf(ranges + len, sizeof(ranges) - len, "%s%pR",
				 len ? " " : "", &res);
	}

	dev_err(dev, "%pOF: virtio device %u without memory-region needs all of the system's memory, dma-ranges reach %s\n",
		dev->of_node, rvdev->of_id, ranges);
	return -ERANGE;
}

static bool rproc_vdev_overlap(struct device *dev, const struct resource *res,
			       const struct device_node *np, unsigned int idx)
{
	struct resource other;

	if (of_reserved_mem_region_to_resource(np, idx, &other) ||
	    !resource_overlaps(res, &other))
		return false;

	dev_err(dev, "%pOF: region %s %pR overlaps region %s %pR of %pOF\n",
		dev->of_node, res->name, res, other.name, &other, np);
	return true;
}

/* whether another bound vdev uses the region @np for something else */
static bool rproc_vdev_overlaps_other(struct rproc_vdev *rvdev, bool pool,
				      const struct resource *res,
				      const struct device_node *np)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_vdev *other;
	unsigned int i;

	list_for_each_entry(other, &rvdev->rproc->rvdevs, node) {
		for (i = 0; i < other->num_regions; i++) {
			struct device_node *other_np __free(device_node) =
				of_parse_phandle(other->pdev->dev.of_node, "memory-region", i);
			bool other_pool = i == other->num_regions - 1;

			/* request_mem_region() detects conflicts between vrings */
			if (!pool && !other_pool)
				continue;
			/* vdevs can share a pool */
			if (pool && other_pool && np == other_np)
				continue;
			if (rproc_vdev_overlap(dev, res, other->pdev->dev.of_node, i))
				return true;
		}
	}

	return false;
}

/*
 * Reserved-memory nodes can overlap. Memory in two of them would be used twice, by
 * vrings and buffers, or by the firmware itself.
 */
static int rproc_vdev_check_overlap(struct rproc_vdev *rvdev)
{
	struct device_node *parent = rvdev->rproc->dev.parent->of_node;
	struct device *dev = &rvdev->pdev->dev;
	int i, j, num_parent, num = rvdev->num_regions;
	struct resource res;

	num_parent = of_count_phandle_with_args(parent, "memory-region", NULL);

	for (i = 0; i < num; i++) {
		struct device_node *np __free(device_node) =
			of_parse_phandle(dev->of_node, "memory-region", i);
		bool pool = i == num - 1;

		/* the probe or the bind reports this error */
		if (of_reserved_mem_region_to_resource(dev->of_node, i, &res))
			continue;

		for (j = 0; pool && j < i; j++)
			if (rproc_vdev_overlap(dev, &res, dev->of_node, j))
				return -EINVAL;

		for (j = 0; j < num_parent; j++) {
			struct device_node *other __free(device_node) =
				of_parse_phandle(parent, "memory-region", j);

			/* the same region: rproc_vdev_warn_shared() */
			if (other != np && rproc_vdev_overlap(dev, &res, parent, j))
				return -EINVAL;
		}

		if (rproc_vdev_overlaps_other(rvdev, pool, &res, np))
			return -EINVAL;
	}

	return 0;
}

/**
 * rproc_vdev_mem_bind() - check the memory regions against the table entry
 * @rvdev: vdev with the data of its table entry
 *
 * Context: Caller must hold rproc->lock.
 *
 * Return: 0 on success, negative errno on failure; all but -ENOMEM are logged.
 */
int rproc_vdev_mem_bind(struct rproc_vdev *rvdev)
{
	unsigned int num = rvdev->num_regions, num_vrings = rvdev->num_vrings;
	struct device *dev = &rvdev->pdev->dev;
	int ret;

	if (num > 1 && num != num_vrings + 1) {
		dev_err(dev, "%pOF: has %u memory regions, a vdev with %u vrings takes none, 1 or %u\n",
			dev->of_node, num, num_vrings, num_vrings + 1);
		return -EINVAL;
	}

	/* fails without DMA support; nothing is mapped then */
	dma_set_mask(dev, dma_get_mask(rvdev->rproc->dev.parent));

	ret = rproc_vdev_check_overlap(rvdev);
	if (ret)
		return ret;

	return num ? rproc_vdev_pool_add(rvdev) : rproc_vdev_check_reach(rvdev);
}

static int rproc_vdev_region_release(struct rproc *rproc,
				     struct rproc_mem_entry *mem)
{
	iounmap((__force void __iomem *)mem->va);
	release_mem_region(mem->dma, mem->len);

	return 0;
}

static void rproc_vdev_region_taken(struct rproc_vdev *rvdev, unsigned int i,
				    const struct resource *res)
{
	struct resource own = DEFINE_RES_MEM(res->start, resource_size(res));
	struct device *dev = &rvdev->pdev->dev;
	const char *owner = NULL;
	struct resource *conflict;
	struct rproc_mem_entry *mem;

	/* probably another vring of this remote processor */
	list_for_each_entry(mem, &rvdev->rproc->carveouts, node)
		if (mem->release == rproc_vdev_region_release &&
		    mem->dma <= res->end && res->start < mem->dma + mem->len)
			owner = mem->name;

	if (!owner) {
		conflict = request_resource_conflict(&iomem_resource, &own);
		if (!conflict)
			release_resource(&own);
		owner = conflict ? conflict->name : "an unknown owner";
	}

	dev_err(dev, "%pOF: vring %u needs region %s %pR, which is taken already by %s\n",
		dev->of_node, i, res->name, res, owner);
}

/* allocate a vring in a region of its own */
static struct rproc_mem_entry *
rproc_vdev_region_alloc(struct rproc_vdev *rvdev, unsigned int i, size_t size)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_mem_entry *mem;
	struct resource res;
	dma_addr_t da;
	size_t len;
	int ret;

	ret = rproc_vdev_region(rvdev, i, &res, &da);
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

	/* not devm: the vring may outlive the device */
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
	rproc_vdev_dma_put(dma);

	return 0;
}

/* allocate a vring in the pool, or in the system's DMA memory if there is no pool */
static struct rproc_mem_entry *
rproc_vdev_dma_alloc(struct rproc_vdev *rvdev, unsigned int i, size_t size)
{
	/* the table may have a carveout entry for the vring, usually of full pages */
	size_t len = PAGE_ALIGN(size);
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_mem_entry *mem;
	struct resource res = {};
	dma_addr_t dma, da;
	void *va;
	int ret;

	va = dma_alloc_coherent(dev, len, &dma, GFP_KERNEL);
	if (!va && rvdev->num_regions && !rproc_vdev_pool(rvdev, &res, &da)) {
		dev_err(dev, "%pOF: vring %u needs 0x%lx bytes in one piece, its pool %s %pR has no such piece left\n",
			dev->of_node, i, PAGE_SIZE << get_order(size), res.name, &res);
		return ERR_PTR(-ENOMEM);
	}
	if (!va) {
		dev_err(dev, "%pOF: vring %u needs 0x%zx bytes that the remote processor can reach, system memory has none\n",
			dev->of_node, i, size);
		return ERR_PTR(-ENOMEM);
	}

	/* the free path must not need the dma-ranges of a device that was removed */
	if (dma != dma_to_phys(dev, dma)) {
		dev_err(dev, "%pOF: vring %u got device address %pad, which is not its physical address\n",
			dev->of_node, i, &dma);
		ret = -EINVAL;
		goto free_dma;
	}

	if (upper_32_bits(dma + len - 1)) {
		dev_err(dev, "%pOF: vring %u got device address %pad, the resource table has 32 bits for it\n",
			dev->of_node, i, &dma);
		ret = -ERANGE;
		goto free_dma;
	}

	mem = rproc_mem_entry_init(dev, va, dma, len, dma, NULL,
				   rproc_vdev_dma_free, "vdev%uvring%u",
				   rvdev->index, i);
	if (!mem) {
		ret = -ENOMEM;
		goto free_dma;
	}

	mem->priv = rproc_vdev_dma_get(rvdev->dma);

	return mem;

free_dma:
	dma_free_coherent(dev, len, va, dma);
	return ERR_PTR(ret);
}

/**
 * rproc_vdev_mem_alloc_vring() - allocate the memory of a vring
 * @rvdev: vdev
 * @i: number of the vring
 * @size: size of the vring, in bytes
 *
 * Context: Caller must hold rproc->lock.
 *
 * Return: the carveout, or an ERR_PTR(); all errors but -ENOMEM are logged. After
 * an error, too, the carveout is released with those of the remote processor.
 */
struct rproc_mem_entry *rproc_vdev_mem_alloc_vring(struct rproc_vdev *rvdev,
						   unsigned int i, size_t size)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc *rproc = rvdev->rproc;
	u32 da = rvdev->vring[i].da;
	struct rproc_mem_entry *mem;
	int ret;

	if (rvdev->num_regions > 1)
		mem = rproc_vdev_region_alloc(rvdev, i, size);
	else
		mem = rproc_vdev_dma_alloc(rvdev, i, size);
	if (IS_ERR(mem))
		return mem;

	ret = rproc_vdev_add_carveout(rvdev, mem);
	if (ret) {
		mem->release(rproc, mem);
		kfree(mem);
		return ERR_PTR(ret);
	}

	/* the dump has the whole pool */
	if (rvdev->num_regions != 1) {
		ret = rproc_coredump_add_segment(rproc, mem->da, mem->len);
		if (ret)
			return ERR_PTR(ret);
	}

	if (da != FW_RSC_ADDR_ANY && da != mem->da) {
		/* on attach, an earlier kernel may have written the address */
		dev_err(dev, "%pOF: vring %u has device address 0x%x, the firmware requests 0x%x%s\n",
			dev->of_node, i, mem->da, da,
			rproc->state == RPROC_DETACHED ?
			", or an earlier kernel left it in the table" : "");
		return ERR_PTR(-EINVAL);
	}

	return mem;
}

/**
 * rproc_vdev_mem_driver_failed() - log the pool of a vdev whose virtio driver failed
 * @rvdev: vdev
 *
 * A pool that is too small is a frequent cause. Only the virtio driver has the
 * required size, and only this file has the size of the pool.
 *
 * Context: Process context.
 */
void rproc_vdev_mem_driver_failed(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;
	struct resource res;
	size_t vrings = 0;
	dma_addr_t da;
	unsigned int i;

	if (!rvdev->num_regions || rproc_vdev_pool(rvdev, &res, &da))
		return;

	if (rvdev->num_regions == 1)
		for (i = 0; i < rvdev->num_vrings; i++)
			vrings += PAGE_SIZE << get_order(rvdev->vring[i].mem->len);

	dev_err(dev, "%pOF: the virtio driver has failed; its pool %s %pR has 0x%zx bytes, of which vrings take 0x%zx\n",
		dev->of_node, res.name, &res, (size_t)resource_size(&res), vrings);
}
