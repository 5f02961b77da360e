// SPDX-License-Identifier: GPL-2.0-only
/*
 * Remote processors in user space
 *
 * A process that opens /dev/remoteproc-user creates a remote processor and acts as
 * its firmware: it maps the memory of the remote processor, reads the requests of
 * Linux as events, replies, and notifies Linux. The remote processor is removed
 * with the last reference to the open file.
 *
 * The memory is RAM that Linux and the process share. All addresses that the
 * process supplies are offsets in this memory, or device addresses that the
 * remoteproc core translates with rproc_user_da_to_va().
 *
 * Locks:
 *
 *  - rproc_user::lock protects the set-up. The operations take it under
 *    rproc->lock, so it must not be held when rproc_add() is called;
 *  - rproc_user::notify_lock serializes the interrupts of a vring;
 *  - rproc_user::event_lock protects the events. Kicks take it in any context.
 */

#include <linux/bitmap.h>
#include <linux/cleanup.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/firmware.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/irqreturn.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <uapi/linux/remoteproc_user.h>

#include "remoteproc_internal.h"

#define RPROC_USER_FLAGS	(RPROC_USER_F_RUNNING | RPROC_USER_F_AUTO_BOOT | \
				 RPROC_USER_F_ATTACH_RECOVERY | RPROC_USER_F_RAW)
#define RPROC_USER_MAX_MEM	(PAGE_SIZE << MAX_PAGE_ORDER)
#define RPROC_USER_MAX_CARVEOUTS 16
#define RPROC_USER_MAX_KICKS	1024
#define RPROC_USER_NOTIFY_LOCKS	16
#define RPROC_USER_TIMEOUT_MS	5000
#define RPROC_USER_MAX_TIMEOUT_MS 60000

/**
 * struct rproc_user - a remote processor whose firmware is a process
 * @lock: protects the members up to @num_carveouts
 * @mem: memory that is shared with the process, set once
 * @pa: physical address of @mem, which is also its device address
 * @conf: configuration by the process, constant once @mem is set
 * @registered: %RPROC_USER_REGISTER is in progress or has succeeded
 * @table: resource table in @mem, none if its size is 0
 * @carveouts: parts of @mem that have a name
 * @num_carveouts: number of @carveouts
 * @pdev: parent device of @rproc
 * @rproc: the remote processor, set once it is registered
 * @notify_lock: serialize the interrupts of a vring, index is the notifyid modulo 16
 * @event_lock: protects all below
 * @wait: readers that wait for events, and operations that wait for replies
 * @dead: the file has been closed
 * @request: event of an operation, of type 0 if there is none to read
 * @seq: sequence number of the last request
 * @replied: no request waits for a reply
 * @error: error in the reply to the last request
 * @kicks: notifyids of the kicked vrings
 */
struct rproc_user {
	/* protects the set-up */
	struct mutex lock;
	void *mem;
	phys_addr_t pa;
	struct rproc_user_create conf;
	bool registered;
	struct rproc_user_range table;
	struct rproc_user_range carveouts[RPROC_USER_MAX_CARVEOUTS];
	unsigned int num_carveouts;

	struct platform_device *pdev;
	struct rproc *rproc;
	/* serialize the interrupts of a vring */
	struct mutex notify_lock[RPROC_USER_NOTIFY_LOCKS];

	/* protects the events */
	spinlock_t event_lock;
	wait_queue_head_t wait;
	bool dead;
	struct rproc_user_event request;
	u32 seq;
	bool replied;
	int error;
	DECLARE_BITMAP(kicks, RPROC_USER_MAX_KICKS);
};

static struct rproc_user *rproc_to_user(struct rproc *rproc)
{
	return *(struct rproc_user **)rproc->priv;
}

static bool rproc_user_in_mem(struct rproc_user *user, u64 offset, u64 size)
{
	return offset <= user->conf.mem_size && size <= user->conf.mem_size - offset;
}

static bool rproc_user_is_string(const char *string, size_t size)
{
	return strnlen(string, size) < size;
}

/* Events */

/* The result of a request after the file was closed: only the end of a run succeeds. */
static int rproc_user_dead_result(u32 type)
{
	return type == RPROC_USER_EV_STOP || type == RPROC_USER_EV_DETACH ? 0 : -ENODEV;
}

static bool rproc_user_request_done(struct rproc_user *user)
{
	guard(spinlock_irq)(&user->event_lock);

	return user->replied || user->dead;
}

/* Caller must hold rproc->lock, so there is one request at a time. */
static int rproc_user_request(struct rproc *rproc, u32 type, u64 data)
{
	struct rproc_user *user = rproc_to_user(rproc);
	unsigned int timeout_ms = user->conf.timeout_ms ?: RPROC_USER_TIMEOUT_MS;
	long left;

	scoped_guard(spinlock_irq, &user->event_lock) {
		if (user->dead)
			return rproc_user_dead_result(type);

		/* 0 is for events that need no reply */
		if (!++user->seq)
			user->seq = 1;
		user->request.type = type;
		user->request.seq = user->seq;
		user->request.data = data;
		user->replied = false;
	}

	wake_up_all(&user->wait);
	left = wait_event_killable_timeout(user->wait, rproc_user_request_done(user),
					   msecs_to_jiffies(timeout_ms));

	guard(spinlock_irq)(&user->event_lock);

	/* withdraw the request if it is unread, and refuse later replies below */
	user->request.type = 0;
	if (user->replied)
		return user->error;

	user->replied = true;
	if (user->dead)
		return rproc_user_dead_result(type);
	if (left < 0)
		return left;

	dev_err(&rproc->dev, "no reply to event %u, number %u, within %u ms\n",
		type, user->seq, timeout_ms);
	return -ETIMEDOUT;
}

static bool rproc_user_next_event(struct rproc_user *user, struct rproc_user_event *event)
{
	unsigned long id;

	guard(spinlock_irq)(&user->event_lock);

	if (user->request.type) {
		*event = user->request;
		user->request.type = 0;
		return true;
	}

	id = find_first_bit(user->kicks, RPROC_USER_MAX_KICKS);
	if (id == RPROC_USER_MAX_KICKS)
		return false;

	__clear_bit(id, user->kicks);
	*event = (struct rproc_user_event) {
		.type = RPROC_USER_EV_KICK,
		.data = id,
	};

	return true;
}

/* Undo rproc_user_next_event() for an event that cannot be copied to the process. */
static void rproc_user_unread_event(struct rproc_user *user,
				    const struct rproc_user_event *event)
{
	scoped_guard(spinlock_irq, &user->event_lock) {
		if (event->type == RPROC_USER_EV_KICK)
			__set_bit(event->data, user->kicks);
		else if (event->seq == user->seq && !user->replied)
			user->request = *event;
	}

	wake_up_all(&user->wait);
}

static bool rproc_user_has_event(struct rproc_user *user)
{
	guard(spinlock_irq)(&user->event_lock);

	return user->request.type || !bitmap_empty(user->kicks, RPROC_USER_MAX_KICKS);
}

static ssize_t rproc_user_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	struct rproc_user *user = file->private_data;
	struct rproc_user_event event;
	size_t done = 0;
	int ret;

	if (len < sizeof(event))
		return -EINVAL;

	while (len - done >= sizeof(event)) {
		if (rproc_user_next_event(user, &event)) {
			if (copy_to_user(buf + done, &event, sizeof(event))) {
				rproc_user_unread_event(user, &event);
				return done ?: -EFAULT;
			}
			done += sizeof(event);
			continue;
		}

		if (done)
			break;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(user->wait, rproc_user_has_event(user));
		if (ret)
			return ret;
	}

	return done;
}

static __poll_t rproc_user_poll(struct file *file, poll_table *wait)
{
	struct rproc_user *user = file->private_data;

	poll_wait(file, &user->wait, wait);

	return rproc_user_has_event(user) ? EPOLLIN | EPOLLRDNORM : 0;
}

static int rproc_user_reply(struct rproc_user *user, struct rproc_user_reply __user *argp)
{
	struct rproc_user_reply reply;

	if (copy_from_user(&reply, argp, sizeof(reply)))
		return -EFAULT;
	/* an errno for user space, not one that is internal to the kernel */
	if (reply.error > 0 || reply.error <= -ERESTARTSYS)
		return -EINVAL;

	scoped_guard(spinlock_irq, &user->event_lock) {
		if (!reply.seq || reply.seq != user->seq || user->replied)
			return -ENOENT;
		user->error = reply.error;
		user->replied = true;
	}

	wake_up_all(&user->wait);

	return 0;
}

/* Operations of the remote processor */

static int rproc_user_prepare(struct rproc *rproc)
{
	struct rproc_user *user = rproc_to_user(rproc);
	struct rproc_user_range *range;
	struct rproc_mem_entry *mem;
	unsigned int i;

	guard(mutex)(&user->lock);

	for (i = 0; i < user->num_carveouts; i++) {
		range = &user->carveouts[i];
		mem = rproc_mem_entry_init(&rproc->dev, user->mem + range->offset,
					   user->pa + range->offset, range->size,
					   user->pa + range->offset, NULL, NULL,
					   "%s", range->name);
		if (!mem)
			return -ENOMEM;
		rproc_add_carveout(rproc, mem);
	}

	return rproc_coredump_add_segment(rproc, user->pa, user->conf.mem_size);
}

/* Drop the kicks of an earlier run. Fail if the bitmap is too small for all vrings. */
static int rproc_user_begin(struct rproc *rproc)
{
	struct rproc_user *user = rproc_to_user(rproc);

	if (rproc->max_notifyid >= RPROC_USER_MAX_KICKS) {
		dev_err(&rproc->dev, "expected at most %d vrings, found %d\n",
			RPROC_USER_MAX_KICKS, rproc->max_notifyid + 1);
		return -ENOSPC;
	}

	guard(spinlock_irq)(&user->event_lock);
	bitmap_zero(user->kicks, RPROC_USER_MAX_KICKS);

	return 0;
}

static int rproc_user_start(struct rproc *rproc)
{
	return rproc_user_begin(rproc) ?:
	       rproc_user_request(rproc, RPROC_USER_EV_START, rproc->bootaddr);
}

static int rproc_user_stop(struct rproc *rproc)
{
	return rproc_user_request(rproc, RPROC_USER_EV_STOP, 0);
}

static int rproc_user_attach(struct rproc *rproc)
{
	return rproc_user_begin(rproc) ?:
	       rproc_user_request(rproc, RPROC_USER_EV_ATTACH, 0);
}

static int rproc_user_detach(struct rproc *rproc)
{
	return rproc_user_request(rproc, RPROC_USER_EV_DETACH, 0);
}

static void rproc_user_kick(struct rproc *rproc, int vqid)
{
	struct rproc_user *user = rproc_to_user(rproc);

	if (vqid < 0 || vqid >= RPROC_USER_MAX_KICKS)
		return;

	scoped_guard(spinlock_irqsave, &user->event_lock)
		__set_bit(vqid, user->kicks);

	wake_up_all(&user->wait);
}

static void *rproc_user_da_to_va(struct rproc *rproc, u64 da, size_t len, bool *is_iomem)
{
	struct rproc_user *user = rproc_to_user(rproc);

	if (da < user->pa || !rproc_user_in_mem(user, da - user->pa, len))
		return NULL;

	return user->mem + (da - user->pa);
}

static struct resource_table *rproc_user_get_table(struct rproc *rproc, size_t *size)
{
	struct rproc_user *user = rproc_to_user(rproc);

	guard(mutex)(&user->lock);

	*size = user->table.size;

	return user->table.size ? user->mem + user->table.offset : NULL;
}

static int rproc_user_raw_load(struct rproc *rproc, const struct firmware *fw)
{
	return 0;
}

static int rproc_user_raw_parse(struct rproc *rproc, const struct firmware *fw)
{
	struct resource_table *table;
	size_t size;

	table = rproc_user_get_table(rproc, &size);
	if (!table)
		return 0;

	table = kmemdup(table, size, GFP_KERNEL);
	if (!table)
		return -ENOMEM;

	/* the same checks as in the ELF loader; the core does all others */
	if (size < sizeof(*table) || table->ver != 1) {
		dev_err(&rproc->dev, "expected a resource table of version 1, found %zu bytes of version %u\n",
			size, size < sizeof(table->ver) ? 0 : table->ver);
		kfree(table);
		return -EINVAL;
	}

	rproc->cached_table = table;
	rproc->table_ptr = rproc->cached_table;
	rproc->table_sz = size;

	return 0;
}

static struct resource_table *rproc_user_raw_find(struct rproc *rproc,
						  const struct firmware *fw)
{
	struct resource_table *table;
	size_t size;

	/* the process may have set another table after the parsing */
	table = rproc_user_get_table(rproc, &size);

	return size >= rproc->table_sz ? table : NULL;
}

#define RPROC_USER_COMMON_OPS				\
	.prepare = rproc_user_prepare,			\
	.start = rproc_user_start,			\
	.stop = rproc_user_stop,			\
	.attach = rproc_user_attach,			\
	.detach = rproc_user_detach,			\
	.kick = rproc_user_kick,			\
	.da_to_va = rproc_user_da_to_va,		\
	.get_loaded_rsc_table = rproc_user_get_table

/* the core adds its ELF loader */
static const struct rproc_ops rproc_user_elf_ops = {
	RPROC_USER_COMMON_OPS,
};

static const struct rproc_ops rproc_user_raw_ops = {
	RPROC_USER_COMMON_OPS,
	.load = rproc_user_raw_load,
	.parse_fw = rproc_user_raw_parse,
	.find_loaded_rsc_table = rproc_user_raw_find,
};

/* The device */

static int rproc_user_probe(struct platform_device *pdev)
{
	struct rproc_user *user = *(struct rproc_user **)dev_get_platdata(&pdev->dev);
	const struct rproc_user_create *conf = &user->conf;
	struct device *dev = &pdev->dev;
	struct rproc *rproc;
	int ret;

	ret = dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(32));
	if (ret)
		return ret;

	if (conf->pool_size) {
		ret = dma_declare_coherent_mapping(dev, user->mem + conf->pool_offset,
						   user->pa + conf->pool_offset,
						   user->pa + conf->pool_offset,
						   conf->pool_size);
		if (ret)
			return ret;
	}

	rproc = rproc_alloc(dev, conf->name,
			    conf->flags & RPROC_USER_F_RAW ? &rproc_user_raw_ops :
							     &rproc_user_elf_ops,
			    conf->firmware[0] ? conf->firmware : NULL, sizeof(user));
	if (!rproc) {
		ret = -ENOMEM;
		goto release_pool;
	}

	*(struct rproc_user **)rproc->priv = user;
	rproc->auto_boot = conf->flags & RPROC_USER_F_AUTO_BOOT;
	/* the process cannot reach buffers outside of its memory */
	rproc->no_default_pool = true;
	if (conf->flags & RPROC_USER_F_RUNNING)
		rproc->state = RPROC_DETACHED;
	if (conf->flags & RPROC_USER_F_ATTACH_RECOVERY)
		rproc_set_feature(rproc, RPROC_FEAT_ATTACH_ON_RECOVERY);
	rproc_coredump_set_elf_info(rproc, ELFCLASS32, EM_NONE);

	ret = rproc_add(rproc);
	if (ret)
		goto free_rproc;

	platform_set_drvdata(pdev, rproc);

	return 0;

free_rproc:
	rproc_free(rproc);
release_pool:
	dma_release_coherent_memory(dev);
	return ret;
}

static void rproc_user_remove(struct platform_device *pdev)
{
	struct rproc *rproc = platform_get_drvdata(pdev);

	rproc_del(rproc);
	rproc_free(rproc);
	dma_release_coherent_memory(&pdev->dev);
}

static struct platform_driver rproc_user_driver = {
	.probe = rproc_user_probe,
	.remove = rproc_user_remove,
	.driver = {
		.name = "remoteproc-user",
		/* a device belongs to an open file */
		.suppress_bind_attrs = true,
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
	},
};

/* The file */

static int rproc_user_open(struct inode *inode, struct file *file)
{
	struct rproc_user *user;
	unsigned int i;

	user = kzalloc_obj(*user);
	if (!user)
		return -ENOMEM;

	mutex_init(&user->lock);
	for (i = 0; i < ARRAY_SIZE(user->notify_lock); i++)
		mutex_init(&user->notify_lock[i]);
	spin_lock_init(&user->event_lock);
	init_waitqueue_head(&user->wait);
	user->replied = true;
	file->private_data = user;

	add_taint(TAINT_TEST, LOCKDEP_STILL_OK);

	return stream_open(inode, file);
}

static int rproc_user_release(struct inode *inode, struct file *file)
{
	struct rproc_user *user = file->private_data;

	scoped_guard(spinlock_irq, &user->event_lock)
		user->dead = true;
	wake_up_all(&user->wait);

	platform_device_unregister(user->pdev);
	if (user->mem)
		free_pages_exact(user->mem, user->conf.mem_size);
	kfree(user);

	return 0;
}

static int rproc_user_create(struct rproc_user *user, struct rproc_user_create __user *argp)
{
	struct rproc_user_create conf;
	void *mem;
	int ret;

	if (copy_from_user(&conf, argp, sizeof(conf)))
		return -EFAULT;
	if (conf.flags & ~RPROC_USER_FLAGS || conf.reserved ||
	    conf.timeout_ms > RPROC_USER_MAX_TIMEOUT_MS ||
	    !conf.name[0] || !rproc_user_is_string(conf.name, sizeof(conf.name)) ||
	    !rproc_user_is_string(conf.firmware, sizeof(conf.firmware)))
		return -EINVAL;
	if (!conf.mem_size || conf.mem_size > RPROC_USER_MAX_MEM ||
	    !PAGE_ALIGNED(conf.mem_size | conf.pool_offset | conf.pool_size) ||
	    conf.pool_offset > conf.mem_size ||
	    conf.pool_size > conf.mem_size - conf.pool_offset)
		return -EINVAL;

	/* refuse a second call before @argp is written; a concurrent one is refused below */
	scoped_guard(mutex, &user->lock) {
		if (user->mem)
			return -EBUSY;
	}

	/* addresses in resource tables have 32 bits */
	mem = alloc_pages_exact(conf.mem_size,
				GFP_KERNEL | GFP_DMA32 | __GFP_ZERO | __GFP_NOWARN |
				__GFP_RETRY_MAYFAIL);
	if (!mem)
		return -ENOMEM;

	ret = 0;
	conf.mem_addr = virt_to_phys(mem);
	if (conf.mem_addr + conf.mem_size > U32_MAX)
		ret = -ENOMEM;
	else if (copy_to_user(argp, &conf, sizeof(conf)))
		ret = -EFAULT;

	mutex_lock(&user->lock);
	if (!ret && user->mem)
		ret = -EBUSY;
	if (!ret) {
		user->conf = conf;
		user->pa = conf.mem_addr;
		/* pairs with smp_load_acquire() in rproc_user_mmap() */
		smp_store_release(&user->mem, mem);
	}
	mutex_unlock(&user->lock);

	if (ret)
		free_pages_exact(mem, conf.mem_size);

	return ret;
}

/* Return: the remote processor, or an error pointer. */
static struct rproc *rproc_user_add_device(struct rproc_user *user)
{
	struct platform_device *pdev;
	struct rproc *rproc;

	pdev = platform_device_register_data(NULL, rproc_user_driver.driver.name,
					     PLATFORM_DEVID_AUTO, &user, sizeof(user));
	if (IS_ERR(pdev))
		return ERR_CAST(pdev);

	/* the result of the probe, which may be deferred, is not returned */
	rproc = platform_get_drvdata(pdev);
	if (!rproc) {
		platform_device_unregister(pdev);
		return ERR_PTR(-ENODEV);
	}

	user->pdev = pdev;

	return rproc;
}

static int rproc_user_register(struct rproc_user *user, u32 __user *argp)
{
	struct rproc *rproc;

	scoped_guard(mutex, &user->lock) {
		if (!user->mem)
			return -ENXIO;
		if (user->registered)
			return -EBUSY;
		user->registered = true;
	}

	rproc = rproc_user_add_device(user);
	if (IS_ERR(rproc)) {
		/* allow another attempt */
		scoped_guard(mutex, &user->lock)
			user->registered = false;
		return PTR_ERR(rproc);
	}

	/* pairs with smp_load_acquire() in rproc_user_ioctl() */
	smp_store_release(&user->rproc, rproc);

	return put_user(rproc->index, argp);
}

static int rproc_user_set_range(struct rproc_user *user, unsigned int cmd,
				struct rproc_user_range __user *argp)
{
	struct rproc_user_range range;
	unsigned int i;

	if (copy_from_user(&range, argp, sizeof(range)))
		return -EFAULT;

	guard(mutex)(&user->lock);

	if (!user->mem)
		return -ENXIO;
	if (!rproc_user_in_mem(user, range.offset, range.size))
		return -EINVAL;

	if (cmd == RPROC_USER_SET_TABLE) {
		user->table = range;
		return 0;
	}

	if (!range.size || !PAGE_ALIGNED(range.offset | range.size) || !range.name[0] ||
	    !rproc_user_is_string(range.name, sizeof(range.name)))
		return -EINVAL;
	for (i = 0; i < user->num_carveouts; i++)
		if (!strcmp(user->carveouts[i].name, range.name))
			return -EEXIST;
	if (user->num_carveouts == RPROC_USER_MAX_CARVEOUTS)
		return -ENOSPC;
	user->carveouts[user->num_carveouts++] = range;

	return 0;
}

static int rproc_user_notify(struct rproc_user *user, struct rproc *rproc, u32 id)
{
	if (id >= RPROC_USER_MAX_KICKS)
		return -EINVAL;

	guard(mutex)(&user->notify_lock[id % RPROC_USER_NOTIFY_LOCKS]);

	return rproc_vq_interrupt(rproc, id) == IRQ_HANDLED ? 0 : -ENOENT;
}

static long rproc_user_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct rproc_user *user = file->private_data;
	void __user *argp = (void __user *)arg;
	struct rproc *rproc;
	u32 value;

	switch (cmd) {
	case RPROC_USER_CREATE:
		return rproc_user_create(user, argp);
	case RPROC_USER_REGISTER:
		return rproc_user_register(user, argp);
	case RPROC_USER_SET_TABLE:
	case RPROC_USER_ADD_CARVEOUT:
		return rproc_user_set_range(user, cmd, argp);
	case RPROC_USER_REPLY:
		return rproc_user_reply(user, argp);
	case RPROC_USER_NOTIFY:
	case RPROC_USER_CRASH:
		if (get_user(value, (u32 __user *)argp))
			return -EFAULT;
		break;
	default:
		return -ENOTTY;
	}

	/* pairs with smp_store_release() in rproc_user_register() */
	rproc = smp_load_acquire(&user->rproc);
	if (!rproc)
		return -ENXIO;

	if (cmd == RPROC_USER_NOTIFY)
		return rproc_user_notify(user, rproc, value);

	if (value > RPROC_FATAL_ERROR)
		return -EINVAL;
	rproc_report_crash(rproc, value);

	return 0;
}

static int rproc_user_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct rproc_user *user = file->private_data;
	unsigned long pages, size = vma->vm_end - vma->vm_start;

	if (!(vma->vm_flags & VM_SHARED))
		return -EINVAL;

	/* pairs with smp_store_release() in rproc_user_create() */
	if (!smp_load_acquire(&user->mem))
		return -ENXIO;

	pages = user->conf.mem_size >> PAGE_SHIFT;
	if (vma->vm_pgoff > pages || size >> PAGE_SHIFT > pages - vma->vm_pgoff)
		return -EINVAL;

	return remap_pfn_range(vma, vma->vm_start, PHYS_PFN(user->pa) + vma->vm_pgoff,
			       size, vma->vm_page_prot);
}

static const struct file_operations rproc_user_fops = {
	.owner = THIS_MODULE,
	.open = rproc_user_open,
	.release = rproc_user_release,
	.read = rproc_user_read,
	.poll = rproc_user_poll,
	.mmap = rproc_user_mmap,
	.unlocked_ioctl = rproc_user_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice rproc_user_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "remoteproc-user",
	.fops = &rproc_user_fops,
	.mode = 0600,
};

static int __init rproc_user_init(void)
{
	int ret;

	ret = platform_driver_register(&rproc_user_driver);
	if (ret)
		return ret;

	ret = misc_register(&rproc_user_misc);
	if (ret)
		platform_driver_unregister(&rproc_user_driver);

	return ret;
}
device_initcall(rproc_user_init);
