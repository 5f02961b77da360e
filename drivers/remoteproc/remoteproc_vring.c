// SPDX-License-Identifier: GPL-2.0-only
/*
 * Vrings of remote processors' virtio devices
 *
 * Copyright (C) 2011 Texas Instruments, Inc.
 * Copyright (C) 2011 Google, Inc.
 *
 * What a vring may look like, which carveout it lies in and how the remote
 * processor calls it: its notifyid, counted over all vdevs of the remote
 * processor in the order of the resource table, as shipped firmware expects.
 */

#include <linux/err.h>
#include <linux/idr.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>
#include <linux/virtio_ring.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/* the indices have 16 bits, and a full ring has to differ from an empty one */
#define RPROC_VRING_MAX_NUM	32768U
/* keeps the size of a vring well within an int */
#define RPROC_VRING_MAX_ALIGN	SZ_1M

static struct fw_rsc_vdev_vring *rproc_vring_rsc(struct rproc_vring *rvring,
						 struct resource_table *table)
{
	struct rproc_vdev *rvdev = rvring->rvdev;
	struct fw_rsc_vdev *rsc = (void *)table + rvdev->rsc_offset;

	return &rsc->vring[rvring - rvdev->vring];
}

/**
 * rproc_parse_vring() - check a vring of a resource table entry and copy it
 * @rvdev: the vdev
 * @rsc: its entry, long enough for all of its vrings
 * @i: which vring
 *
 * What it copies is used from then on; the remote processor may change the
 * entry.
 *
 * Context: Under rproc->lock.
 *
 * Return: 0, or -EINVAL after it was logged what is wrong with the vring
 */
int rproc_parse_vring(struct rproc_vdev *rvdev, struct fw_rsc_vdev *rsc, int i)
{
	struct device *dev = &rvdev->rproc->dev;
	struct rproc_vring *rvring = &rvdev->vring[i];
	struct fw_rsc_vdev_vring desc;

	rproc_read_rsc(&desc, &rsc->vring[i], sizeof(desc));

	dev_dbg(dev, "vdev%u vring%d: da 0x%x, qsz %u, align %u\n",
		rvdev->index, i, desc.da, desc.num, desc.align);

	if (!is_power_of_2(desc.num) || desc.num > RPROC_VRING_MAX_NUM) {
		dev_err(dev, "vdev%u vring%d: invalid qsz %u: not a power of two up to %u\n",
			rvdev->index, i, desc.num, RPROC_VRING_MAX_NUM);
		return -EINVAL;
	}

	if (!is_power_of_2(desc.align) || desc.align < VRING_USED_ALIGN_SIZE ||
	    desc.align > RPROC_VRING_MAX_ALIGN) {
		dev_err(dev, "vdev%u vring%d: invalid alignment %u: not a power of two from %u to %u\n",
			rvdev->index, i, desc.align, VRING_USED_ALIGN_SIZE,
			RPROC_VRING_MAX_ALIGN);
		return -EINVAL;
	}

	if (desc.da != FW_RSC_ADDR_ANY && !IS_ALIGNED(desc.da, desc.align)) {
		dev_err(dev, "vdev%u vring%d: invalid da 0x%x: not aligned to %u\n",
			rvdev->index, i, desc.da, desc.align);
		return -EINVAL;
	}

	rvring->rvdev = rvdev;
	rvring->num = desc.num;
	rvring->align = desc.align;
	rvring->da = desc.da;
	rvring->rsc_notifyid = desc.notifyid;

	return 0;
}

/*
 * The carveout of a legacy vring: one that the platform driver or the firmware
 * has put there under its name, or one that is allocated with the others later.
 */
static int rproc_vring_carveout(struct rproc_vring *rvring, int i, size_t size)
{
	struct rproc_vdev *rvdev = rvring->rvdev;
	struct rproc *rproc = rvdev->rproc;
	struct rproc_mem_entry *mem;
	int ret;

	mem = rproc_find_carveout_by_name(rproc, "vdev%uvring%d", rvdev->index, i);
	if (mem) {
		ret = rproc_check_carveout_da(rproc, mem, rvring->da, size);
		if (ret)
			return ret;
	} else {
		mem = rproc_mem_entry_init(&rproc->dev, NULL, 0, PAGE_ALIGN(size),
					   rvring->da, rproc_alloc_carveout,
					   rproc_release_carveout, "vdev%uvring%d",
					   rvdev->index, i);
		if (!mem)
			return -ENOMEM;

		rproc_add_carveout(rproc, mem);
	}

	rvring->mem = mem;

	return 0;
}

/* the memory of a vdev that the device tree declares has its address already */
static int rproc_vring_of_carveout(struct rproc_vring *rvring, int i, size_t size)
{
	struct rproc_vdev *rvdev = rvring->rvdev;
	struct rproc_mem_entry *mem;

	mem = rproc_vdev_of_alloc_vring(rvdev, i, size);
	if (IS_ERR(mem))
		return PTR_ERR(mem);

	if (rvring->da != FW_RSC_ADDR_ANY && rvring->da != mem->da) {
		dev_err(&rvdev->pdev->dev,
			"%pOF: vring %d has device address 0x%x, the firmware wants 0x%x\n",
			rvdev->pdev->dev.of_node, i, mem->da, rvring->da);
		return -EINVAL;
	}

	rvring->mem = mem;

	return 0;
}

/**
 * rproc_alloc_vring() - give a vring its carveout and its notifyid
 * @rvdev: the vdev
 * @i: which vring, after rproc_parse_vring()
 *
 * The carveout is the remote processor's and is released with the others, when
 * the resources are cleaned up.
 *
 * Context: Under rproc->lock.
 *
 * Return: 0, or an error that was logged unless it is -ENOMEM of the kernel itself
 */
int rproc_alloc_vring(struct rproc_vdev *rvdev, int i)
{
	struct rproc_vring *rvring = &rvdev->vring[i];
	struct rproc *rproc = rvdev->rproc;
	size_t size;
	int ret;

	size = vring_size(rvring->num, rvring->align);

	if (rproc_vdev_is_of(rvdev))
		ret = rproc_vring_of_carveout(rvring, i, size);
	else
		ret = rproc_vring_carveout(rvring, i, size);
	if (ret)
		return ret;

	ret = idr_alloc(&rproc->notifyids, rvring, 0, 0, GFP_KERNEL);
	if (ret < 0) {
		dev_err(&rproc->dev, "vdev%u vring%d: no notifyid: %d\n",
			rvdev->index, i, ret);
		return ret;
	}

	rvring->notifyid = ret;
	if (rvring->notifyid > rproc->max_notifyid)
		rproc->max_notifyid = rvring->notifyid;

	rproc_vring_rsc(rvring, rproc->table_ptr)->notifyid = rvring->notifyid;

	return 0;
}

/**
 * rproc_vring_da() - where a vring is for the remote processor
 * @rvring: the vring, whose carveout has its memory
 *
 * Context: Under rproc->lock, or while the virtio device is registered, which
 * keeps the vring and its carveout where they are.
 *
 * Return: the device address that the firmware wants, which may be anywhere in
 * the carveout, or that of the carveout
 */
u32 rproc_vring_da(struct rproc_vring *rvring)
{
	return rvring->da == FW_RSC_ADDR_ANY ? rvring->mem->da : rvring->da;
}

/**
 * rproc_free_vring() - undo rproc_alloc_vring()
 * @rvring: the vring, without a virtqueue
 *
 * The interrupt path may use @rvring until the remote processor's vq_srcu was
 * synchronized.
 *
 * Context: Under rproc->lock.
 */
void rproc_free_vring(struct rproc_vring *rvring)
{
	struct rproc *rproc = rvring->rvdev->rproc;
	struct fw_rsc_vdev_vring *rsc;

	idr_remove(&rproc->notifyids, rvring->notifyid);

	/*
	 * If the remote processor recovers, it gets the cached table again: it
	 * must find nothing in there of a vdev that has gone. A table in its own
	 * memory is not touched here, it may run on.
	 */
	if (rproc->cached_table) {
		rsc = rproc_vring_rsc(rvring, rproc->cached_table);
		rsc->da = rvring->da;
		rsc->notifyid = rvring->rsc_notifyid;
	}
}
