/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files behind a remote processor's virtio devices (vdevs) share
 *
 * Each of them has one job:
 *
 *  - remoteproc_virtio.c: the vdev as a device. It is made by a resource table
 *    entry or by a device tree node, bound to a table entry at boot, started,
 *    and all of that back;
 *  - remoteproc_virtio_of.c: what a vdev's device tree node says, and the memory
 *    that it names;
 *  - remoteproc_virtio_mbox.c: doorbells over mailbox channels of a vdev's own;
 *  - remoteproc_virtio_transport.c: the virtio transport, that is the config
 *    operations, the virtqueues and their interrupt;
 *  - remoteproc_vring.c: the vrings, their limits, memory and notifyids.
 *
 * Locks, outermost first:
 *
 *  - rproc->vdev_of_lock is held by whoever makes or removes a device of a vdev
 *    node, from beginning to end: boot, overlays, and who registers the remote
 *    processor and unregisters it. Nobody else takes it;
 *  - device_lock() of a vdev's platform device. The driver core holds it over
 *    probe and remove. A vdev from the device tree takes rproc->lock inside, so
 *    nothing may take such a vdev's device_lock() under rproc->lock. A vdev from
 *    the resource table is made and removed under rproc->lock, and its probe and
 *    remove take no rproc->lock in return;
 *  - rproc->lock protects a vdev's state, and everything that changes with it;
 *  - rproc->vq_srcu is all that the interrupt path takes. Whoever takes a
 *    virtqueue or a vring away hides it first and waits for this SRCU then.
 *
 * A virtqueue's callback may run a client's probe, and teardown waits for it
 * under rproc->lock: a client's callback and probe must not take rproc->lock,
 * which means that they must not boot, stop or detach their remote processor.
 */

#ifndef REMOTEPROC_VIRTIO_H
#define REMOTEPROC_VIRTIO_H

#include <linux/err.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/virtio.h>
#include <linux/workqueue.h>

struct rproc_doorbell;
struct rproc_vdev_dma;
struct rproc_vdev_mbox;

/**
 * enum rproc_vdev_state - where in its life a vdev is
 * @RVDEV_PRESENT: its device is there, and no resource table entry is tied to it
 * @RVDEV_BOUND: a resource table entry is, its vrings have carveouts and notifyids
 * @RVDEV_STARTED: its virtio device is registered
 */
enum rproc_vdev_state {
	RVDEV_PRESENT,
	RVDEV_BOUND,
	RVDEV_STARTED,
};

/**
 * struct rproc_vring - a vring of a bound vdev
 * @rvdev: the vdev
 * @mem: the carveout that it lies in
 * @da: device address that the firmware asks for, or FW_RSC_ADDR_ANY
 * @num: number of descriptors
 * @align: alignment of its used ring, in bytes
 * @rsc_notifyid: what the resource table had for @notifyid at first
 * @notifyid: its number among all vrings of the remote processor
 * @vq: its virtqueue, NULL when there is none; read under rproc->vq_srcu
 * @doorbell: rings the remote processor, NULL where rproc_ops::kick does
 * @work: runs the virtqueue's callback after the remote rang @doorbell
 */
struct rproc_vring {
	struct rproc_vdev *rvdev;
	struct rproc_mem_entry *mem;
	u32 da;
	u32 num;
	u32 align;
	u32 rsc_notifyid;
	int notifyid;
	struct virtqueue *vq;
	struct rproc_doorbell *doorbell;
	struct work_struct work;
};

/**
 * struct rproc_vdev_pdata - platform data of a vdev's device
 * @ret: what its probe ended with, as the driver core tells nobody
 */
struct rproc_vdev_pdata {
	int ret;
};

/**
 * struct rproc_vdev_data - a vdev's resource table entry, checked and copied
 * @rsc_offset: where the entry (struct fw_rsc_vdev) begins in the table, in bytes
 * @id: virtio device id (as in virtio_ids.h)
 * @index: its position among the vdev entries of the table, from 0
 * @dfeatures: features that the firmware offers
 * @config_len: size of the config space, in bytes
 * @num_vrings: number of vrings
 * @rsc: the entry itself, for what is still to be read and checked
 */
struct rproc_vdev_data {
	u32 rsc_offset;
	u32 id;
	u32 index;
	u32 dfeatures;
	u32 config_len;
	unsigned int num_vrings;
	struct fw_rsc_vdev *rsc;
};

/**
 * struct rproc_vdev - a virtio device that a remote processor offers
 * @subdev: starts and stops it with the remote processor
 * @pdev: its platform device
 * @rproc: the remote processor
 * @node: in rproc::rvdevs, as long as it is bound
 * @state: where in its life it is
 * @index: position among the vdev entries of the resource table
 * @id: virtio device id, of the entry that it is bound to
 * @rsc_offset: where that entry begins in the table, in bytes
 * @dfeatures: features that the firmware offers
 * @config_len: size of the config space, in bytes
 * @status: virtio device status, as told to the remote processor
 * @num_vrings: number of vrings
 * @vring: the vrings, as long as it is bound
 * @vdev: the virtio device, as long as it is started
 * @has_pool: the first start of a legacy vdev has looked for its pool
 * @of_id: virtio device id that the device tree gives it
 * @num_regions: number of memory regions that the device tree gives it
 * @dma: memory allocations of a vdev from the device tree
 * @mbox: its mailbox channels, NULL when it has none
 */
struct rproc_vdev {
	struct rproc_subdev subdev;
	struct platform_device *pdev;
	struct rproc *rproc;
	struct list_head node;
	enum rproc_vdev_state state;
	u32 index;
	u32 id;
	u32 rsc_offset;
	u32 dfeatures;
	u32 config_len;
	u8 status;
	unsigned int num_vrings;
	struct rproc_vring *vring;
	struct virtio_device *vdev;
	bool has_pool;

	/* from the device tree */
	u32 of_id;
	unsigned int num_regions;
	struct rproc_vdev_dma *dma;
	struct rproc_vdev_mbox *mbox;
};

/* does a device tree node declare this vdev, or only the resource table? */
static inline bool rproc_vdev_is_of(const struct rproc_vdev *rvdev)
{
	return rvdev->pdev->dev.of_node;
}

/* remoteproc_core.c: for bind and unbind, under rproc->lock */
void rproc_add_rvdev(struct rproc *rproc, struct rproc_vdev *rvdev);
void rproc_remove_rvdev(struct rproc_vdev *rvdev);

/* remoteproc_vring.c: for bind and unbind, under rproc->lock */
int rproc_parse_vring(struct rproc_vdev *rvdev, struct fw_rsc_vdev *rsc, int i);
int rproc_alloc_vring(struct rproc_vdev *rvdev, int i);
void rproc_free_vring(struct rproc_vring *rvring);
/* for the transport too, whose virtio driver may probe without the lock */
u32 rproc_vring_da(struct rproc_vring *rvring);

/* remoteproc_virtio_transport.c: for start, under rproc->lock; and the work itself */
struct virtio_device *rproc_virtio_register(struct rproc_vdev *rvdev);
void rproc_vring_work(struct work_struct *work);

/* remoteproc_virtio_of.c: parse for probe, the others for bind, under rproc->lock */
#ifdef CONFIG_REMOTEPROC_VIRTIO_OF
struct rproc_vdev *rproc_vdev_of_find(struct rproc *rproc, u32 index);
int rproc_vdev_of_parse(struct rproc_vdev *rvdev);
int rproc_vdev_of_bind(struct rproc_vdev *rvdev);
void rproc_vdev_of_tell_pool(struct rproc_vdev *rvdev);
struct rproc_mem_entry *rproc_vdev_of_alloc_vring(struct rproc_vdev *rvdev,
						  unsigned int i, size_t size);
#else
static inline struct rproc_vdev *rproc_vdev_of_find(struct rproc *rproc, u32 index)
{
	return NULL;
}

static inline int rproc_vdev_of_parse(struct rproc_vdev *rvdev)
{
	return -ENODEV;
}

static inline int rproc_vdev_of_bind(struct rproc_vdev *rvdev)
{
	return -ENODEV;
}

static inline void rproc_vdev_of_tell_pool(struct rproc_vdev *rvdev)
{
}

static inline struct rproc_mem_entry *
rproc_vdev_of_alloc_vring(struct rproc_vdev *rvdev, unsigned int i, size_t size)
{
	return ERR_PTR(-ENODEV);
}
#endif

/*
 * remoteproc_virtio_mbox.c: request for probe; bind and unbind for what they are named
 * after, under rproc->lock; the last is a virtqueue's way to notify, under no lock; the
 * others are for remove, shutdown and the suspend and resume of the device
 */
#ifdef CONFIG_REMOTEPROC_VIRTIO_MBOX
int rproc_vdev_mbox_request(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_free(struct rproc_vdev *rvdev);
int rproc_vdev_mbox_bind(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_unbind(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_silence(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_resume(struct rproc_vdev *rvdev);
bool rproc_doorbell_notify(struct virtqueue *vq);
#else
static inline int rproc_vdev_mbox_request(struct rproc_vdev *rvdev)
{
	struct device *dev = &rvdev->pdev->dev;

	if (!of_property_present(dev->of_node, "mboxes"))
		return 0;

	return dev_err_probe(dev, -EOPNOTSUPP, "%pOF: mboxes need CONFIG_MAILBOX\n",
			     dev->of_node);
}

static inline void rproc_vdev_mbox_free(struct rproc_vdev *rvdev)
{
}

static inline int rproc_vdev_mbox_bind(struct rproc_vdev *rvdev)
{
	return 0;
}

static inline void rproc_vdev_mbox_unbind(struct rproc_vdev *rvdev)
{
}

static inline void rproc_vdev_mbox_silence(struct rproc_vdev *rvdev)
{
}

static inline void rproc_vdev_mbox_resume(struct rproc_vdev *rvdev)
{
}

static inline bool rproc_doorbell_notify(struct virtqueue *vq)
{
	return false;
}
#endif

#endif /* REMOTEPROC_VIRTIO_H */
