// SPDX-License-Identifier: GPL-2.0-only
/*
 * vdevs that only the resource table declares
 *
 * Copyright (C) 2011 Texas Instruments, Inc.
 * Copyright (C) 2011 Google, Inc.
 *
 * Boot creates their devices, which take the DMA set-up of the remote processor.
 * Their memory is found by name: the carveouts "vdev<N>vring<M>" and the pool
 * "vdev<N>buffer", where N is the position of the vdev in the table.
 */

#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/**
 * rproc_vdev_legacy_create() - create the device of a vdev without a node
 * @rproc: remote processor
 * @index: position among the vdev entries of the resource table, from 0
 *
 * Context: Process context. Caller must hold rproc->lock.
 *
 * Return: the vdev, or an ERR_PTR() (logged)
 */
struct rproc_vdev *rproc_vdev_legacy_create(struct rproc *rproc, u32 index)
{
	/* stays if the driver core does not probe, as while the system suspends */
	struct rproc_vdev_pdata *pdata, init = { .ret = -EAGAIN };
	struct platform_device *pdev;
	struct rproc_vdev *rvdev;
	int ret;

	/* each remote processor has a vdev 0: let the driver core number them */
	pdev = platform_device_register_data(&rproc->dev, "rproc-virtio",
					     PLATFORM_DEVID_AUTO, &init, sizeof(init));
	if (IS_ERR(pdev)) {
		dev_err(&rproc->dev, "vdev%u: cannot create its device: %ld\n", index,
			PTR_ERR(pdev));
		return ERR_CAST(pdev);
	}

	/* registration succeeds even if the probe fails */
	rvdev = platform_get_drvdata(pdev);
	if (!rvdev) {
		pdata = dev_get_platdata(&pdev->dev);
		ret = pdata->ret ?: -ENODEV;
		dev_err(&rproc->dev, "vdev%u: its device failed to probe: %d\n", index,
			ret);
		platform_device_unregister(pdev);
		return ERR_PTR(ret);
	}

	return rvdev;
}

static void rproc_vdev_legacy_release(struct rproc_vdev *rvdev)
{
	platform_device_unregister(rvdev->pdev);
}

/* Without a device tree node the driver core sets up no DMA: copy the parent's. */
static int rproc_vdev_legacy_probe(struct rproc_vdev *rvdev)
{
	struct device *from = rvdev->rproc->dev.parent;
	const struct bus_dma_region *map = from->dma_range_map;
	struct device *dev = &rvdev->pdev->dev;
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

	platform_set_drvdata(rvdev->pdev, rvdev);

	return 0;
}

static void rproc_vdev_legacy_remove(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;

	of_reserved_mem_device_release(dev);
	dma_release_coherent_memory(dev);
}

/* memremap() fails for RAM, which not every architecture lists as a resource. */
static bool rproc_vdev_legacy_is_ram(struct rproc_mem_entry *mem, phys_addr_t pa)
{
	return virt_addr_valid(mem->va) ||
	       region_intersects(pa, mem->len, IORESOURCE_SYSTEM_RAM,
				 IORES_DESC_NONE) != REGION_DISJOINT;
}

static int rproc_vdev_legacy_get_pool(struct rproc_vdev *rvdev)
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
		 * Without a carveout of that name, the first region of the remote
		 * processor (TI K3 and others), if there is one.
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
	 * firmware requests in its resource table, is not a reserved region.
	 */
	pa = mem->va ? rproc_va_to_pa(mem->va) : mem->dma;
	if (mem->va && rproc_vdev_legacy_is_ram(mem, pa)) {
		ret = dma_declare_coherent_mapping(dev, mem->va, pa, mem->da, mem->len);
	} else {
		if (mem->va)
			dev_warn(dev, "%s is mapped already\n", mem->name);
		ret = dma_declare_coherent_memory(dev, pa, mem->da, mem->len);
	}
	if (ret)
		dev_err(dev, "%s: cannot be a pool: %d\n", mem->name, ret);

	return ret;
}

/*
 * The carveouts are allocated after bind, so the first start looks for the pool.
 * It stays until the device is removed: the last reference to the virtio device
 * may be dropped late.
 */
static int rproc_vdev_legacy_start(struct rproc_vdev *rvdev)
{
	int ret;

	if (rvdev->has_pool)
		return 0;

	ret = rproc_vdev_legacy_get_pool(rvdev);
	rvdev->has_pool = !ret;

	return ret;
}

/* the carveout that the platform driver or the firmware declares, or a new one */
static struct rproc_mem_entry *
rproc_vdev_legacy_alloc_vring(struct rproc_vdev *rvdev, unsigned int i, size_t size)
{
	u32 da = rvdev->vring[i].da;
	struct rproc *rproc = rvdev->rproc;
	struct rproc_mem_entry *mem;
	int ret;

	mem = rproc_find_carveout_by_name(rproc, "vdev%uvring%u", rvdev->index, i);
	if (mem) {
		ret = rproc_check_carveout_da(rproc, mem, da, size);
		return ret ? ERR_PTR(ret) : mem;
	}

	mem = rproc_mem_entry_init(&rproc->dev, NULL, 0, PAGE_ALIGN(size), da,
				   rproc_alloc_carveout, rproc_release_carveout,
				   "vdev%uvring%u", rvdev->index, i);
	if (!mem)
		return ERR_PTR(-ENOMEM);

	rproc_add_carveout(rproc, mem);

	return mem;
}

const struct rproc_vdev_ops rproc_vdev_legacy_ops = {
	.probe = rproc_vdev_legacy_probe,
	.remove = rproc_vdev_legacy_remove,
	.alloc_vring = rproc_vdev_legacy_alloc_vring,
	.start = rproc_vdev_legacy_start,
	.release = rproc_vdev_legacy_release,
};
