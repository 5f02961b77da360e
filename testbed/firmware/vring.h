/* SPDX-License-Identifier: GPL-2.0-only */
/* The device side of a split virtqueue. */
#ifndef VRING_H
#define VRING_H

#include "m4.h"

#define VRING_MAX_NUM		32768
#define VRING_MAX_CHAIN		16

#define VRING_DESC_F_NEXT	BIT(0)
#define VRING_DESC_F_WRITE	BIT(1)
#define VRING_DESC_F_INDIRECT	BIT(2)
#define VRING_AVAIL_F_NO_INTERRUPT	BIT(0)
#define VRING_USED_F_NO_NOTIFY	BIT(0)

struct vring_desc {
	u32 addr_lo, addr_hi;
	u32 len;
	u16 flags;
	u16 next;
};

struct vring_avail {
	u16 flags;
	u16 idx;
	u16 ring[];
};

struct vring_used {
	u16 flags;
	u16 idx;
	struct {
		u32 id;
		u32 len;
	} ring[];
};

/**
 * struct vring - a virtqueue, as the device sees it
 * @name:	what the trace calls it, e.g. "vdev0 vring1"
 * @num:	queue size, read once from the resource table
 * @channel:	IPCC channel that Linux rings
 * @to_linux:	IPCC channel that rings Linux, most often the same
 * @last_avail:	next entry of the avail ring to look at
 * @used_idx:	next entry of the used ring to fill
 * @broken:	the driver broke the rules: leave the ring alone
 */
struct vring {
	char name[16];
	u32 num;
	u8 channel;
	u8 to_linux;
	bool broken;
	bool seen;
	u16 last_avail;
	u16 used_idx;
	volatile struct vring_desc *desc;
	volatile struct vring_avail *avail;
	volatile struct vring_used *used;
};

/**
 * struct chain - the buffers of one request
 * @head:	first descriptor, names the chain in the used ring
 * @n:		number of buffers
 * @n_out:	how many of them, the first ones, are for the device to read
 */
struct chain {
	u16 head;
	u8 n, n_out;
	struct {
		u8 *base;
		u32 len;
	} buf[VRING_MAX_CHAIN];
};

bool vring_open(struct vring *vr, u32 da, u32 num, u32 align);

/* Has the driver cleared the ring in the meantime, i.e. started again? */
bool vring_restarted(const struct vring *vr);

bool vring_empty(struct vring *vr);
bool vring_pop(struct vring *vr, struct chain *c);
void vring_push(struct vring *vr, const struct chain *c, u32 written);

/* Notify the driver of used buffers, unless it has disabled that. */
void vring_signal(struct vring *vr);

/* Ask for (or refuse) kicks; after asking, look at the ring once more. */
void vring_want_kicks(struct vring *vr, bool want);

/*
 * Copy from the readable or to the writable part of a chain, starting @off
 * bytes into it. Both return how much there was.
 */
u32 chain_read(const struct chain *c, u32 off, void *dst, u32 len);
u32 chain_write(const struct chain *c, u32 off, const void *src, u32 len);
u32 chain_readable(const struct chain *c);
u32 chain_writable(const struct chain *c);

#endif
