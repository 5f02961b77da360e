// SPDX-License-Identifier: GPL-2.0-only
/*
 * Vrings of remote processors' virtio devices
 *
 * Copyright (C) 2011 Texas Instruments, Inc.
 * Copyright (C) 2011 Google, Inc.
 *
 * Limits and parsing of vring descriptors, and notifyids. Notifyids are numbered over
 * all vdevs of the remote processor in the order of the resource table, as shipped
 * firmware expects.
 */

#include <linux/err.h>
#include <linux/idr.h>
#include <linux/log2.h>
#include <linux/rcupdate.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>
#include <linux/srcu.h>
#include <linux/virtio_ring.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/* indices have 16 bits, and a full ring must differ from an empty one */
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
 * rproc_parse_vring() - check and copy a vring descriptor of a table entry
 * @rvdev: vdev
 * @rsc: table entry, long enough for all its vrings
 * @i: number of the vring
 *
 * Later code uses only the copy: a running remote processor can write to the table.
 *
 * Context: Caller must hold rproc->lock.
 *
 * Return: 0 on success, -EINVAL if the descriptor is invalid (logged).
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

/**
 * rproc_alloc_vring() - give a vring its carveout and its notifyid
 * @rvdev: vdev
 * @i: number of the vring, after rproc_parse_vring()
 *
 * The carveout belongs to the remote processor. It is released with all other
 * carveouts when the resources are cleaned up.
 *
 * Context: Caller must hold rproc->lock.
 *
 * Return: 0 on success, negative errno on failure; all but -ENOMEM are logged.
 */
int rproc_alloc_vring(struct rproc_vdev *rvdev, int i)
{
	struct rproc_vring *rvring = &rvdev->vring[i];
	struct rproc *rproc = rvdev->rproc;
	struct rproc_mem_entry *mem;
	int ret;

	mem = rvdev->ops->alloc_vring(rvdev, i, vring_size(rvring->num, rvring->align));
	if (IS_ERR(mem))
		return PTR_ERR(mem);

	rvring->mem = mem;

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
 * rproc_vring_da() - device address of a vring
 * @rvring: vring, whose carveout has memory
 *
 * Context: Caller must hold rproc->lock, or the virtio device is registered, which
 * keeps the vring and its carveout.
 *
 * Return: the device address that the firmware requests, which can be anywhere in
 * the carveout, or that of the carveout.
 */
u32 rproc_vring_da(struct rproc_vring *rvring)
{
	return rvring->da == FW_RSC_ADDR_ANY ? rvring->mem->da : rvring->da;
}

/**
 * rproc_free_vring() - undo rproc_alloc_vring()
 * @rvring: vring without a virtqueue
 *
 * The interrupt path may use @rvring until rproc_synchronize_vrings() returns.
 *
 * Context: Caller must hold rproc->lock.
 */
void rproc_free_vring(struct rproc_vring *rvring)
{
	struct rproc *rproc = rvring->rvdev->rproc;
	struct fw_rsc_vdev_vring *rsc;

	idr_remove(&rproc->notifyids, rvring->notifyid);

	/*
	 * A recovery boots with the cached table, which must not describe a vring
	 * that is freed. The table in the memory of the remote processor is not
	 * changed: that processor may still be running.
	 */
	if (rproc->cached_table) {
		rsc = rproc_vring_rsc(rvring, rproc->cached_table);
		rsc->da = rvring->da;
		rsc->notifyid = rvring->rsc_notifyid;
	}
}

/**
 * rproc_synchronize_vrings() - wait until the interrupt path has left freed vrings
 * @rvdev: vdev whose vrings are freed
 *
 * Context: May sleep.
 */
void rproc_synchronize_vrings(struct rproc_vdev *rvdev)
{
	/* a look-up that found a vring has entered the SRCU of the vdev */
	synchronize_rcu();
	synchronize_srcu(&rvdev->srcu);
}
