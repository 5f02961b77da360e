/* SPDX-License-Identifier: GPL-2.0-only */
/* The vdevs of the resource table and their life. */
#ifndef VDEV_H
#define VDEV_H

#include "m4.h"
#include "vring.h"

/* Entries of the resource table, as Linux and the firmware share them. */
struct rsc_vring {
	u32 da;
	u32 align;
	u32 num;
	u32 notifyid;
	u32 reserved;
};

struct rsc_vdev {
	u32 type;
	u32 id;
	u32 notifyid;
	u32 dfeatures;
	u32 gfeatures;
	u32 config_len;
	u8 status;
	u8 num_of_vrings;
	u8 reserved[2];
	struct rsc_vring vring[];
};

#define VIRTIO_STATUS_DRIVER_OK	BIT(2)

struct vdev;

/**
 * struct vdev_ops - a kind of device
 * @id:		its virtio id
 * @name:	what the trace calls it
 * @min_vrings:	how many vrings it cannot do without
 * @priv_size:	memory it wants per vdev, cleared at each open
 * @open:	the driver is ready and the vrings are there (optional)
 * @kick:	the driver rang the doorbell of vring @q
 * @tick:	some time has passed (optional)
 */
struct vdev_ops {
	u32 id;
	const char *name;
	u32 min_vrings;
	u32 priv_size;
	void (*open)(struct vdev *vd);
	void (*kick)(struct vdev *vd, u32 q);
	void (*tick)(struct vdev *vd);
};

struct vdev {
	u32 index;
	volatile struct rsc_vdev *rsc;
	const struct vdev_ops *ops;
	enum { VDEV_CLOSED, VDEV_OPEN, VDEV_REFUSED } state;
	u32 nvrings;
	struct vring *vring;
	void *priv;
};

extern const struct vdev_ops rpmsg_ops, rng_ops, console_ops, serial_ops,
			     i2c_ops, blk_ops, gpio_ops, net_ops, vsock_ops;

/* Find the vdevs of the resource table. */
void vdevs_init(void);

/* Follow the status bytes that the drivers write. */
void vdevs_poll(void);

/* For a kick(): serve all requests of a vring. @serve returns how much it has written. */
void vdev_serve(struct vdev *vd, u32 q, u32 (*serve)(struct vdev *vd, const struct chain *c));

/* Look at the vrings whose doorbell is among @channels. */
void vdevs_kick(u32 channels);

/* For devices that want to know. */
void vdevs_tick(void);

/* Write to the resource table that Linux has in use. */
void vdevs_poke(u32 offset, u32 value);

/* Do not use any vring until a driver sets DRIVER_OK (again). */
void vdevs_close(void);

/* Call @fn for all of them: false ends the walk. */
void vdevs_for_each(bool (*fn)(struct vdev *vd));

#endif
