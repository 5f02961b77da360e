// SPDX-License-Identifier: GPL-2.0-only
/* The virtio block device: a RAM disk in the M4's memory. */
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define SECTOR		512

#define TYPE_READ	0
#define TYPE_WRITE	1
#define TYPE_FLUSH	4
#define TYPE_GET_ID	8
#define ID_LEN		20

#define STATUS_OK	0
#define STATUS_ERROR	1
#define STATUS_UNKNOWN	2

struct request {
	u32 type;
	u32 ioprio;
	u32 sector;
	u32 sector_hi;
};

static u8 disk[BLK_SECTORS * SECTOR];

/* NULL if it is not on the disk */
static u8 *at(const struct request *req, u32 len)
{
	if (req->sector_hi || req->sector >= BLK_SECTORS || len % SECTOR ||
	    len / SECTOR > BLK_SECTORS - req->sector)
		return NULL;
	return disk + req->sector * SECTOR;
}

/*
 * A request is a header to read, data to read or to write, and a status byte to
 * write, the last one.
 */
static u32 serve(struct vdev *vd, const struct chain *c)
{
	u32 out = chain_readable(c), in = chain_writable(c);
	u8 status = STATUS_OK, *data;
	char id[ID_LEN] = "stm32mp157-m4";
	struct request req;

	if (chain_read(c, 0, &req, sizeof(req)) < sizeof(req) || !in) {
		trace("vdev%u: request of %u + %u bytes is none\n", vd->index,
		      out, in);
		return 0;
	}
	out -= sizeof(req);
	in -= sizeof(status);
	data = at(&req, req.type == TYPE_WRITE ? out : in);
	switch (req.type) {
	case TYPE_READ:
		if (data)
			chain_write(c, 0, data, in);
		else
			status = STATUS_ERROR;
		break;
	case TYPE_WRITE:
		if (data)
			chain_read(c, sizeof(req), data, out);
		else
			status = STATUS_ERROR;
		break;
	case TYPE_GET_ID:
		chain_write(c, 0, id, in < ID_LEN ? in : ID_LEN);
		break;
	case TYPE_FLUSH:
		break;
	default:
		status = STATUS_UNKNOWN;
	}
	if (status)
		trace("vdev%u: request %u for sector %u, %u + %u bytes: status %u\n",
		      vd->index, req.type, req.sector, out, in, status);
	chain_write(c, in, &status, sizeof(status));
	return in + sizeof(status);
}

static void blk_kick(struct vdev *vd, u32 q)
{
	vdev_serve(vd, q, serve);
}

const struct vdev_ops blk_ops = {
	.id = VIRTIO_ID_BLOCK,
	.name = "blk",
	.min_vrings = 1,
	.kick = blk_kick,
};
