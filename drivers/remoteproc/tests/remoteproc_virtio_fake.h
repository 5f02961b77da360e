/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A fake remote processor and a virtio driver for the KUnit tests of vdevs
 */

#ifndef REMOTEPROC_VIRTIO_FAKE_H
#define REMOTEPROC_VIRTIO_FAKE_H

#include <linux/completion.h>
#include <linux/remoteproc.h>
#include <linux/types.h>

#include <kunit/test.h>

/* virtio device ids for the driver of the tests, and for no driver at all */
#define TEST_ID			0xfff0
#define TEST_ID_NO_DRIVER	0xfff1

#define TEST_CONFIG_LEN		8
#define TEST_ALIGN		16
/* initial notifyid of all vrings in the resource table */
#define TEST_NOTIFYID		0x5a5a

struct device_node;
struct rproc_vdev;
struct virtio_device;
struct virtqueue;

/**
 * struct fake_rproc - state of the fake remote processor
 * @table: resource table, in memory shared with Linux
 * @clean: initial contents of @table
 * @table_sz: size of both, in bytes
 * @carveout: name of a carveout that prepare() adds, or NULL
 * @carveout_da: device address of that carveout
 * @carveout_len: size of that carveout, in bytes
 * @attach_ret: return value of attach()
 * @attached: attach() was called
 * @iommu: prepare() sets an IOMMU domain
 * @iommu_mapped: prepare() puts the parent device into an IOMMU group
 * @extra_vqs: number of virtqueues that the driver requests beyond the vrings
 * @kicked: notifyid of the last kick()
 * @callback_ms: duration of the driver's callbacks
 * @callback_waits: callbacks of the first virtqueue wait for @callback_end
 * @callback_began: a callback was called
 * @callback_end: vdev 1 was removed, or another virtqueue was called back
 * @timed_out: a callback waited in vain
 * @removed: the driver has deleted its virtqueues
 * @late: a callback returned after the driver had deleted its virtqueues
 * @log: +N when the driver probed the virtio device of vdev N, -N on its remove
 */
struct fake_rproc {
	struct resource_table *table;
	struct resource_table *clean;
	size_t table_sz;
	const char *carveout;
	u32 carveout_da;
	size_t carveout_len;
	int attach_ret;
	struct completion attached;
	bool iommu;
	bool iommu_mapped;
	unsigned int extra_vqs;
	int kicked;
	unsigned int callback_ms;
	bool callback_waits;
	struct completion callback_began;
	struct completion callback_end;
	bool timed_out;
	bool removed;
	bool late;
	char log[64];
};

/**
 * struct fake_client - state of the virtio driver for a virtio device
 * @num: number of virtqueues
 * @vqs: the virtqueues
 * @called: number of callbacks of each virtqueue
 */
struct fake_client {
	unsigned int num;
	struct virtqueue **vqs;
	unsigned int *called;
};

/* the remote processor; test->priv is its struct rproc */
struct fake_rproc *fake_of(struct kunit *test);
void fake_rproc_del(void *rproc);
void fake_rproc_add(struct kunit *test, struct device_node *np);
int fake_rproc_init(struct kunit *test);
void fake_kick(struct rproc *rproc, int notifyid);

/* its resource table */
struct fw_rsc_vdev *fake_table_vdev(struct kunit *test, unsigned int n);
void fake_table_set(struct kunit *test, const void *table, size_t size);
void fake_table_changed(struct kunit *test);
void fake_table_make(struct kunit *test, unsigned int num_vdevs, const u8 *num_vrings);

/* its vdevs */
int fake_num_devices(struct kunit *test);
struct rproc_vdev *fake_bound_vdev(struct kunit *test, unsigned int n);
struct virtio_device *fake_boot_vdev(struct kunit *test);
void fake_expect_nothing_left(struct kunit *test, int devices);

/* remote processors with device tree nodes */
int fake_of_suite_init(struct kunit_suite *suite);
int fake_of_test_init(struct kunit *test);
struct rproc *fake_of_rproc(struct kunit *test, const char *name);

/* the virtio driver */
int fake_client_init(struct kunit_suite *suite);

#endif /* REMOTEPROC_VIRTIO_FAKE_H */
