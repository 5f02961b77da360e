/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Virtio devices (vdevs) of remote processors: interfaces between their files
 *
 *  - remoteproc_virtio.c: lifecycle of a vdev, and the platform driver;
 *  - remoteproc_virtio_legacy.c: vdevs that only the resource table declares;
 *  - remoteproc_virtio_of.c: vdevs with a device tree node;
 *  - remoteproc_virtio_mem.c: memory of vdevs with a node;
 *  - remoteproc_virtio_bounce.c: bounce buffers in the pool of a vdev with a node;
 *  - remoteproc_virtio_mbox.c: doorbells over the mailbox channels of a node;
 *  - remoteproc_virtio_transport.c: virtio config operations, virtqueues and
 *    their interrupt;
 *  - remoteproc_vring.c: limits, parsing and notifyids of vrings.
 *
 * Locks, outermost first:
 *
 *  - device_lock() of rproc->dev serializes creation and removal of the devices
 *    of vdev nodes;
 *  - device_lock() of a vdev's platform device, held by the driver core over
 *    probe and remove. For a vdev with a node both take rproc->lock inside, so
 *    this lock must not be taken under rproc->lock. A vdev without a node is
 *    created and removed under rproc->lock, its probe and remove take no lock;
 *  - rproc->lock protects the state of a vdev and all that changes with it.
 *
 * rproc_vq_interrupt() takes no lock: RCU protects the look-up of a vring by its
 * notifyid, and rproc_vdev::srcu its use. The callback of a mailbox channel also
 * holds the lock of its doorbell while it runs virtqueue callbacks, which may take
 * their own locks. Teardown hides a virtqueue or a vring first, then waits for the
 * readers. Each vdev has its own SRCU: a virtqueue callback of one vdev may run for
 * a long time and must not delay the teardown of another.
 *
 * A virtqueue callback does not sleep, but it may queue work that runs the probe of
 * a client. Teardown waits for both under rproc->lock, so callbacks and probes of
 * clients must not take rproc->lock: they must not boot, stop or detach their remote
 * processor.
 */

#ifndef REMOTEPROC_VIRTIO_H
#define REMOTEPROC_VIRTIO_H

#include <linux/err.h>
#include <linux/irqreturn.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/remoteproc.h>
#include <linux/srcu.h>
#include <linux/virtio.h>

struct rproc_doorbell;
struct rproc_vdev_bounce;
struct rproc_vdev_dma;
struct rproc_vdev_mbox;
struct rproc_vdev;

/**
 * enum rproc_vdev_state - lifecycle state of a vdev
 * @RVDEV_PRESENT: has a device, but no resource table entry
 * @RVDEV_BOUND: has a resource table entry, its vrings have carveouts and notifyids
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
 * @mem: carveout with the memory of the vring
 * @da: device address that the firmware requests, or FW_RSC_ADDR_ANY
 * @num: number of descriptors
 * @align: alignment of the used ring, in bytes
 * @rsc_notifyid: initial value of @notifyid in the resource table
 * @notifyid: number among all vrings of the remote processor
 * @vq: virtqueue or NULL; read under rproc_vdev::srcu
 * @doorbell: rings the remote processor; NULL if rproc_ops::kick does
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
};

/**
 * struct rproc_vdev_pdata - platform data of a vdev's device
 * @ret: probe result, which the driver core does not return
 */
struct rproc_vdev_pdata {
	int ret;
};

/**
 * struct rproc_vdev_ops - operations that depend on the origin of a vdev
 * @probe: set up the new device of the vdev
 * @remove: stop and unbind the vdev if necessary, undo @probe
 * @bind: check the vdev against its table entry; optional
 * @unbind: undo @bind; optional
 * @alloc_vring: return the carveout for a vring, or an ERR_PTR()
 * @start: complete the DMA set-up before the virtio device is registered; optional
 * @prepare: set up the virtio device before it is registered; optional
 * @release: remove the device when the table is cleaned up; optional
 * @suspend: stop ringing before the mailbox controller suspends; optional
 * @resume: undo @suspend; optional
 * @shutdown: stop ringing before a shutdown or a kexec; optional
 * @driver_failed: log a possible reason why the virtio driver failed; optional
 *
 * All but @probe, @remove, @driver_failed, @suspend, @resume and @shutdown are called
 * under rproc->lock.
 */
struct rproc_vdev_ops {
	int (*probe)(struct rproc_vdev *rvdev);
	void (*remove)(struct rproc_vdev *rvdev);
	int (*bind)(struct rproc_vdev *rvdev);
	void (*unbind)(struct rproc_vdev *rvdev);
	struct rproc_mem_entry *(*alloc_vring)(struct rproc_vdev *rvdev,
					       unsigned int i, size_t size);
	int (*start)(struct rproc_vdev *rvdev);
	void (*prepare)(struct rproc_vdev *rvdev, struct virtio_device *vdev);
	void (*release)(struct rproc_vdev *rvdev);
	void (*suspend)(struct rproc_vdev *rvdev);
	void (*resume)(struct rproc_vdev *rvdev);
	void (*shutdown)(struct rproc_vdev *rvdev);
	void (*driver_failed)(struct rproc_vdev *rvdev);
};

/**
 * struct rproc_vdev - remoteproc state for a supported virtio device
 * @subdev: handle for registering the vdev as a rproc subdevice
 * @pdev: remoteproc virtio platform device
 * @ops: operations for vdevs with or without a device tree node
 * @id: virtio device id (as in virtio_ids.h)
 * @node: in rproc::rvdevs, while bound
 * @state: lifecycle state
 * @rproc: the rproc handle
 * @srcu: protects the vrings and virtqueues while a callback runs
 * @dfeatures: virtio device features supported by the firmware
 * @config_len: size of the virtio config space
 * @status: virtio device status, as written to the resource table
 * @has_pool: the pool was set up at the first start (without a node)
 * @num_vrings: number of vrings this vdev has
 * @vring: the vrings, while bound
 * @vdev: the virtio device, while started
 * @rsc_offset: offset of the vdev's resource entry
 * @index: vdev position versus other vdev declared in resource table
 * @of_id: virtio device id in the node
 * @maps_buffers: buffers are mapped, not queued by their physical addresses
 * @num_regions: number of memory regions in the node
 * @dma: DMA memory of a vdev with a node
 * @bounces: the transport bounces buffers into the last memory region
 * @bounce: bounce buffers, while bound, or NULL
 * @mbox: mailbox channels in the node, or NULL
 */
struct rproc_vdev {
	struct rproc_subdev subdev;
	struct platform_device *pdev;
	const struct rproc_vdev_ops *ops;

	unsigned int id;
	struct list_head node;
	enum rproc_vdev_state state;
	struct rproc *rproc;
	struct srcu_struct srcu;
	u32 dfeatures;
	u32 config_len;
	u8 status;
	bool has_pool;
	unsigned int num_vrings;
	struct rproc_vring *vring;
	struct virtio_device *vdev;
	u32 rsc_offset;
	u32 index;

	/* with a device tree node only */
	u32 of_id;
	bool maps_buffers;
	unsigned int num_regions;
	struct rproc_vdev_dma *dma;
	bool bounces;
	struct rproc_vdev_bounce *bounce;
	struct rproc_vdev_mbox *mbox;
};

/**
 * struct rproc_vdev_data - remoteproc virtio device data
 * @rsc_offset: offset of the vdev's resource entry
 * @id: virtio device id (as in virtio_ids.h)
 * @index: vdev position versus other vdev declared in resource table
 * @dfeatures: virtio device features supported by the firmware
 * @config_len: size of the virtio config space
 * @num_vrings: number of vrings in the vdev resource entry
 * @rsc: pointer to the vdev resource entry. Valid only during vdev init as
 *       the resource can be cached by rproc.
 */
struct rproc_vdev_data {
	u32 rsc_offset;
	unsigned int id;
	u32 index;
	u32 dfeatures;
	u32 config_len;
	unsigned int num_vrings;
	struct fw_rsc_vdev *rsc;
};

/* remoteproc_virtio.c: caller must hold rproc->lock */
void rproc_vdev_teardown(struct rproc_vdev *rvdev);

/* remoteproc_virtio_legacy.c: caller must hold rproc->lock */
extern const struct rproc_vdev_ops rproc_vdev_legacy_ops;
struct rproc_vdev *rproc_vdev_legacy_create(struct rproc *rproc, u32 index);

/* remoteproc_vring.c: caller must hold rproc->lock, not for rproc_vring_da() */
int rproc_parse_vring(struct rproc_vdev *rvdev, struct fw_rsc_vdev *rsc, int i);
int rproc_alloc_vring(struct rproc_vdev *rvdev, int i);
void rproc_free_vring(struct rproc_vring *rvring);
void rproc_synchronize_vrings(struct rproc_vdev *rvdev);
u32 rproc_vring_da(struct rproc_vring *rvring);

/* remoteproc_virtio_transport.c: caller must hold rproc->lock to register */
struct virtio_device *rproc_virtio_register(struct rproc_vdev *rvdev);
irqreturn_t rproc_vring_interrupt(struct rproc_vring *rvring);

/* remoteproc_virtio_of.c: caller must hold rproc->lock to find */
#ifdef CONFIG_REMOTEPROC_VIRTIO_OF
extern const struct rproc_vdev_ops rproc_vdev_of_ops;
struct rproc_vdev *rproc_vdev_of_find(struct rproc *rproc, u32 index);
#else
static inline struct rproc_vdev *rproc_vdev_of_find(struct rproc *rproc, u32 index)
{
	return NULL;
}
#endif

/* remoteproc_virtio_mem.c: for remoteproc_virtio_of.c and remoteproc_virtio_bounce.c */
struct rproc_vdev_dma *rproc_vdev_dma_get(struct rproc_vdev_dma *dma);
void rproc_vdev_dma_put(void *data);
int rproc_vdev_region_da(struct rproc_vdev *rvdev, unsigned int idx,
			 const struct resource *res, dma_addr_t *da);
int rproc_vdev_mem_init(struct rproc_vdev *rvdev);
int rproc_vdev_mem_bind(struct rproc_vdev *rvdev);
struct rproc_mem_entry *rproc_vdev_mem_alloc_vring(struct rproc_vdev *rvdev,
						   unsigned int i, size_t size);
void rproc_vdev_mem_driver_failed(struct rproc_vdev *rvdev);

/* remoteproc_virtio_bounce.c: caller must hold rproc->lock */
int rproc_vdev_bounce_bind(struct rproc_vdev *rvdev, struct rproc_mem_entry *mem,
			   const struct resource *res);
void rproc_vdev_bounce_unbind(struct rproc_vdev *rvdev);
void rproc_vdev_bounce_attach(struct rproc_vdev *rvdev, struct virtio_device *vdev);

/* remoteproc_virtio_mbox.c */
#if defined(CONFIG_REMOTEPROC_VIRTIO_OF) && defined(CONFIG_MAILBOX)
int rproc_vdev_mbox_request(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_free(struct rproc_vdev *rvdev);
int rproc_vdev_mbox_bind(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_unbind(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_suspend(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_resume(struct rproc_vdev *rvdev);
void rproc_vdev_mbox_shutdown(struct rproc_vdev *rvdev);
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

static inline bool rproc_doorbell_notify(struct virtqueue *vq)
{
	return false;
}
#endif

#endif /* REMOTEPROC_VIRTIO_H */
