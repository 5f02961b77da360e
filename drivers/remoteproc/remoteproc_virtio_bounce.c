// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bounce buffers in the pool of a vdev
 *
 * Most virtio drivers queue ordinary kernel memory, which a remote processor with
 * on-chip SRAM cannot reach, or must not. If the pool of the vdev is a
 * "restricted-dma-pool", swiotlb bounces the buffers into it. swiotlb cannot use a
 * "shared-dma-pool", which is not in the linear map: the transport bounces the
 * buffers itself. A buffer gets slots in the pool, is copied there when it is queued,
 * and is copied back when the remote processor has used it.
 *
 * The pool may be shared with coherent memory and with other vdevs, which have equal
 * shares of it. Pages are taken from it when they are first needed, and freed when the
 * remote processor has stopped: until then it may write to them, also after the removal
 * of the vdev.
 */

#include <linux/bitmap.h>
#include <linux/cleanup.h>
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/highmem.h>
#include <linux/ioport.h>
#include <linux/log2.h>
#include <linux/of.h>
#include <linux/remoteproc.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ids.h>
#include <linux/virtio_ring.h>

#include "remoteproc_internal.h"
#include "remoteproc_virtio.h"

/* Slots are small, for headers and status bytes. Their number is limited. */
#define BOUNCE_MIN_SHIFT	6
#define BOUNCE_MAX_SLOTS	SZ_8K

/**
 * struct rproc_vdev_bounce - bounce buffers of a vdev
 * @dev: device of the vdev, owner of the pool
 * @dma: reference to the pool
 * @name: name of the pool's memory region
 * @base: device address of the memory region
 * @va: kernel address of the memory region, NULL until the first pages are taken
 * @size: size of the memory region
 * @room: share of this vdev of the memory region, without its vrings in it
 * @max_size: size of the largest buffer that drivers may queue
 * @shift: logarithm of the size of a slot
 * @lock: protects all that follows, except @orig of slots in use; taken in any context
 * @mapped: number of mapped buffers
 * @taken: size of the pages that are taken from the pool
 * @busy: the slots that are in use, or whose pages are not taken from the pool
 * @order: for each page, order plus one if an allocation from the pool begins there
 * @orig: for each slot in use, physical address of the memory that is bounced there
 */
struct rproc_vdev_bounce {
	struct device *dev;
	struct rproc_vdev_dma *dma;
	const char *name;
	dma_addr_t base;
	void *va;
	size_t size;
	size_t room;
	size_t max_size;
	unsigned int shift;
	/* for all that follows */
	spinlock_t lock;
	unsigned int mapped;
	size_t taken;
	unsigned long *busy;
	u8 *order;
	phys_addr_t *orig;
};

static struct rproc_vdev_bounce *to_bounce(union virtio_map map)
{
	struct rproc_vdev *rvdev = dev_get_drvdata(map.dma_dev);

	return rvdev->bounce;
}

static unsigned int bounce_slots(struct rproc_vdev_bounce *bounce, size_t size)
{
	return max(DIV_ROUND_UP(size, 1UL << bounce->shift), 1UL);
}

/*
 * Take as many pages from the pool as a buffer of @size needs. They stay with the vdev:
 * later buffers use them again. Bind does not take them all in advance, as the vrings
 * are allocated from the pool after it. GFP_ATOMIC, as drivers queue buffers with locks
 * held; the pool does not use the page allocator.
 */
static bool bounce_grow(struct rproc_vdev_bounce *bounce, size_t size)
{
	unsigned int order = get_order(size);
	dma_addr_t dma;
	size_t offset;
	void *va;

	/* the rest belongs to the vdevs that share the pool */
	if (PAGE_SIZE << order > bounce->room - bounce->taken)
		return false;

	va = dma_alloc_coherent(bounce->dev, PAGE_SIZE << order, &dma,
				GFP_ATOMIC | __GFP_NOWARN);
	if (!va)
		return false;

	bounce->taken += PAGE_SIZE << order;
	offset = dma - bounce->base;
	/* set once: bounce_copy() reads it without the lock */
	if (!bounce->va)
		bounce->va = va - offset;
	bounce->order[offset >> PAGE_SHIFT] = order + 1;
	bitmap_clear(bounce->busy, offset >> bounce->shift,
		     (PAGE_SIZE << order) >> bounce->shift);

	return true;
}

static dma_addr_t bounce_get(struct rproc_vdev_bounce *bounce, size_t size)
{
	unsigned int num = bounce->size >> bounce->shift;
	unsigned int need = bounce_slots(bounce, size);
	unsigned long slot;

	guard(spinlock_irqsave)(&bounce->lock);

	do {
		slot = bitmap_find_next_zero_area(bounce->busy, num, 0, need, 0);
	} while (slot >= num && bounce_grow(bounce, size));
	if (slot >= num)
		return DMA_MAPPING_ERROR;

	bitmap_set(bounce->busy, slot, need);
	bounce->mapped++;

	return bounce->base + (slot << bounce->shift);
}

static void bounce_put(struct rproc_vdev_bounce *bounce, dma_addr_t addr, size_t size)
{
	unsigned long slot = (addr - bounce->base) >> bounce->shift;

	guard(spinlock_irqsave)(&bounce->lock);

	bitmap_clear(bounce->busy, slot, bounce_slots(bounce, size));
	bounce->mapped--;
}

/* Copy all of a mapped buffer or a part of it, which may begin in any slot. */
static void bounce_copy(struct rproc_vdev_bounce *bounce, dma_addr_t addr,
			size_t size, bool to_device)
{
	size_t offset = addr - bounce->base;
	phys_addr_t pa = bounce->orig[offset >> bounce->shift] +
			 (offset & ((1UL << bounce->shift) - 1));
	void *va = bounce->va + offset;

	while (size) {
		struct page *page = pfn_to_page(PHYS_PFN(pa));
		size_t len = min(size, PAGE_SIZE - offset_in_page(pa));

		if (to_device)
			memcpy_from_page(va, page, offset_in_page(pa), len);
		else
			memcpy_to_page(page, offset_in_page(pa), va, len);
		pa += len;
		va += len;
		size -= len;
	}
}

static dma_addr_t bounce_map_page(union virtio_map map, struct page *page,
				  unsigned long offset, size_t size,
				  enum dma_data_direction dir, unsigned long attrs)
{
	struct rproc_vdev_bounce *bounce = to_bounce(map);
	phys_addr_t pa = page_to_phys(page) + offset;
	unsigned int i, num = bounce_slots(bounce, size);
	unsigned long slot;
	dma_addr_t addr;

	addr = bounce_get(bounce, size);
	if (addr == DMA_MAPPING_ERROR) {
		/* it never fits: log it, most drivers wait for free buffers silently */
		if (PAGE_SIZE << get_order(size) > bounce->room)
			dev_err_ratelimited(bounce->dev,
					    "cannot map a buffer of 0x%zx bytes, region %s has 0x%zx for this vdev\n",
					    size, bounce->name, bounce->room);
		return addr;
	}

	slot = (addr - bounce->base) >> bounce->shift;
	for (i = 0; i < num; i++)
		bounce->orig[slot + i] = pa + (i << bounce->shift);

	/* Memory that the device does not write must keep its content. */
	bounce_copy(bounce, addr, size, true);

	return addr;
}

static void bounce_unmap_page(union virtio_map map, dma_addr_t addr, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	struct rproc_vdev_bounce *bounce = to_bounce(map);

	if (dir != DMA_TO_DEVICE && !(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		bounce_copy(bounce, addr, size, false);

	bounce_put(bounce, addr, size);
}

static void bounce_sync_for_cpu(union virtio_map map, dma_addr_t addr, size_t size,
				enum dma_data_direction dir)
{
	if (dir != DMA_TO_DEVICE)
		bounce_copy(to_bounce(map), addr, size, false);
}

static void bounce_sync_for_device(union virtio_map map, dma_addr_t addr,
				   size_t size, enum dma_data_direction dir)
{
	if (dir != DMA_FROM_DEVICE)
		bounce_copy(to_bounce(map), addr, size, true);
}

static void *bounce_alloc(union virtio_map map, size_t size, dma_addr_t *addr,
			  gfp_t gfp)
{
	return dma_alloc_coherent(map.dma_dev, size, addr, gfp);
}

static void bounce_free(union virtio_map map, size_t size, void *va,
			dma_addr_t addr, unsigned long attrs)
{
	dma_free_attrs(map.dma_dev, size, va, addr, attrs);
}

static bool bounce_need_sync(union virtio_map map, dma_addr_t addr)
{
	return true;
}

static int bounce_mapping_error(union virtio_map map, dma_addr_t addr)
{
	return addr == DMA_MAPPING_ERROR ? -ENOMEM : 0;
}

static size_t bounce_max_mapping_size(union virtio_map map)
{
	return to_bounce(map)->max_size;
}

static const struct virtio_map_ops rproc_vdev_bounce_ops = {
	.map_page		= bounce_map_page,
	.unmap_page		= bounce_unmap_page,
	.sync_single_for_cpu	= bounce_sync_for_cpu,
	.sync_single_for_device	= bounce_sync_for_device,
	.alloc			= bounce_alloc,
	.free			= bounce_free,
	.need_sync		= bounce_need_sync,
	.mapping_error		= bounce_mapping_error,
	.max_mapping_size	= bounce_max_mapping_size,
};

/**
 * rproc_vdev_bounce_attach() - let a virtio device use the bounce buffers
 * @rvdev: bound vdev, with or without bounce buffers
 * @vdev: virtio device that is not registered yet
 */
void rproc_vdev_bounce_attach(struct rproc_vdev *rvdev, struct virtio_device *vdev)
{
	if (!rvdev->bounce)
		return;

	vdev->map = &rproc_vdev_bounce_ops;
	vdev->vmap.dma_dev = rvdev->bounce->dev;
}

/* the number of vdev nodes whose last region is that of this vdev */
static unsigned int rproc_vdev_pool_users(struct rproc_vdev *rvdev)
{
	struct device_node *np = rvdev->pdev->dev.of_node;
	struct device_node *pool __free(device_node) =
		of_parse_phandle(np, "memory-region", rvdev->num_regions - 1);
	unsigned int users = 0;

	for_each_available_child_of_node_scoped(np->parent, child) {
		int num = of_count_phandle_with_args(child, "memory-region", NULL);
		struct device_node *last __free(device_node) =
			num > 0 ? of_parse_phandle(child, "memory-region", num - 1) : NULL;

		if (last && last == pool)
			users++;
	}

	return users;
}

/* Each vdev has an equal share of the pool, and each of its descriptors of that. */
static int rproc_vdev_bounce_share(struct rproc_vdev *rvdev,
				   struct rproc_vdev_bounce *bounce)
{
	size_t vring, need = 1UL << bounce->shift;
	unsigned int i, num = 0;

	bounce->room = round_down(bounce->size / max(rproc_vdev_pool_users(rvdev), 1U),
				  PAGE_SIZE);

	for (i = 0; i < rvdev->num_vrings; i++) {
		struct rproc_vring *rvring = &rvdev->vring[i];

		num += rvring->num;
		/* a single region holds the vrings as well */
		vring = PAGE_SIZE << get_order(vring_size(rvring->num, rvring->align));
		if (rvdev->num_regions == 1)
			bounce->room -= min(bounce->room, vring);
	}

	/* the block layer does not split a page */
	if (rvdev->id == VIRTIO_ID_BLOCK)
		need = PAGE_SIZE;

	bounce->max_size = round_down(bounce->room / max(num, 1U), 1UL << bounce->shift);
	/* the pool allocates blocks of pages by powers of two */
	if (bounce->max_size > PAGE_SIZE)
		bounce->max_size = rounddown_pow_of_two(bounce->max_size);
	if (bounce->max_size >= need)
		return 0;

	dev_err(bounce->dev, "%pOF: buffers of %u descriptors need 0x%zx bytes each, region %s has 0x%zx for this vdev\n",
		bounce->dev->of_node, num, need, bounce->name, bounce->room);
	return -EINVAL;
}

static int rproc_vdev_bounce_release(struct rproc *rproc, struct rproc_mem_entry *mem)
{
	struct rproc_vdev_bounce *bounce = mem->priv;
	unsigned int i;

	for (i = 0; i < bounce->size >> PAGE_SHIFT; i++)
		if (bounce->order[i])
			dma_free_coherent(bounce->dev,
					  PAGE_SIZE << (bounce->order[i] - 1),
					  bounce->va + ((size_t)i << PAGE_SHIFT),
					  bounce->base + ((size_t)i << PAGE_SHIFT));

	rproc_vdev_dma_put(bounce->dma);
	bitmap_free(bounce->busy);
	kvfree(bounce->orig);
	kvfree(bounce->order);
	kfree(bounce);

	return 0;
}

/**
 * rproc_vdev_bounce_bind() - set up the bounce buffers of a vdev
 * @rvdev: vdev with parsed vrings
 * @mem: carveout of its pool; its release frees the bounce buffers
 * @res: memory region of the pool
 *
 * Context: Process context. Caller must hold rproc->lock.
 *
 * Return: 0 on success, negative errno on failure; all but -ENOMEM are logged.
 */
int rproc_vdev_bounce_bind(struct rproc_vdev *rvdev, struct rproc_mem_entry *mem,
			   const struct resource *res)
{
	struct device *dev = &rvdev->pdev->dev;
	struct rproc_vdev_bounce *bounce;
	unsigned int num;
	int ret;

	bounce = kzalloc_obj(*bounce);
	if (!bounce)
		return -ENOMEM;

	spin_lock_init(&bounce->lock);
	bounce->dev = dev;
	bounce->name = res->name;
	bounce->base = phys_to_dma(dev, res->start);
	bounce->size = resource_size(res);
	bounce->shift = clamp(order_base_2(bounce->size / BOUNCE_MAX_SLOTS),
			      BOUNCE_MIN_SHIFT, PAGE_SHIFT);

	ret = rproc_vdev_bounce_share(rvdev, bounce);
	if (ret)
		goto free_bounce;

	num = bounce->size >> bounce->shift;
	ret = -ENOMEM;
	bounce->order = kvzalloc(bounce->size >> PAGE_SHIFT, GFP_KERNEL);
	if (!bounce->order)
		goto free_bounce;
	bounce->orig = kvmalloc_array(num, sizeof(*bounce->orig), GFP_KERNEL);
	if (!bounce->orig)
		goto free_order;
	bounce->busy = bitmap_alloc(num, GFP_KERNEL);
	if (!bounce->busy)
		goto free_orig;
	bitmap_fill(bounce->busy, num);

	bounce->dma = rproc_vdev_dma_get(rvdev->dma);
	mem->priv = bounce;
	mem->release = rproc_vdev_bounce_release;
	rvdev->bounce = bounce;

	return 0;

free_orig:
	kvfree(bounce->orig);
free_order:
	kvfree(bounce->order);
free_bounce:
	kfree(bounce);
	return ret;
}

/**
 * rproc_vdev_bounce_unbind() - undo rproc_vdev_bounce_bind()
 * @rvdev: vdev without a virtio device
 *
 * Does not free the bounce buffers, as the remote processor may still write to them:
 * the release of their carveout does.
 *
 * Context: Caller must hold rproc->lock.
 */
void rproc_vdev_bounce_unbind(struct rproc_vdev *rvdev)
{
	if (rvdev->bounce && rvdev->bounce->mapped)
		dev_warn(&rvdev->pdev->dev,
			 "virtio device %u was removed with %u buffers mapped\n",
			 rvdev->id, rvdev->bounce->mapped);

	rvdev->bounce = NULL;
}
