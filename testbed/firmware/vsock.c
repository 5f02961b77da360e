// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtio socket device: every port accepts stream connections and sends back what
 * it gets. One connection at a time counts its bytes.
 */
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define QUEUE_RX	0
#define QUEUE_TX	1

#define TYPE_STREAM	1

#define OP_REQUEST	1
#define OP_RESPONSE	2
#define OP_RESET	3
#define OP_SHUTDOWN	4
#define OP_DATA		5
#define OP_CREDIT_UPDATE	6
#define OP_CREDIT_REQUEST	7

/* Bytes that Linux may send without a credit update */
#define BUFFER_SIZE	1024

struct packet {
	u32 src_cid, src_cid_hi;
	u32 dst_cid, dst_cid_hi;
	u32 src_port;
	u32 dst_port;
	u32 len;
	u16 type;
	u16 op;
	u32 flags;
	u32 buf_alloc;
	u32 fwd_cnt;
	u8 data[BUFFER_SIZE];
};

#define HEADER_SIZE	offsetof(struct packet, data)

struct vsock {
	u32 read;	/* bytes of this connection */
	bool starved;	/* a packet waits until Linux returns a buffer */
	struct packet packet;
};

/* Turn a packet into the answer to it, if there is one. */
static bool answer(struct vsock *vsock, u32 size)
{
	struct packet *p = &vsock->packet;
	u32 cid = p->src_cid, port = p->src_port;

	if (p->type != TYPE_STREAM || p->len > size - HEADER_SIZE)
		p->op = OP_SHUTDOWN;
	switch (p->op) {
	case OP_REQUEST:
		vsock->read = 0;
		p->op = OP_RESPONSE;
		break;
	case OP_DATA:
		vsock->read += p->len;
		break;
	case OP_CREDIT_REQUEST:
		p->op = OP_CREDIT_UPDATE;
		break;
	case OP_RESET:
	case OP_CREDIT_UPDATE:
		return false;
	default:
		p->op = OP_RESET;
	}
	if (p->op != OP_DATA)
		p->len = 0;
	p->src_cid = p->dst_cid;
	p->dst_cid = cid;
	p->src_port = p->dst_port;
	p->dst_port = port;
	p->flags = 0;
	p->buf_alloc = BUFFER_SIZE;
	p->fwd_cnt = vsock->read;
	return true;
}

/* Nothing is taken from Linux as long as there is no buffer for the answer. */
static void vsock_kick(struct vdev *vd, u32 q)
{
	struct vring *rx = &vd->vring[QUEUE_RX], *tx = &vd->vring[QUEUE_TX];
	struct vsock *vsock = vd->priv;
	struct packet *p = &vsock->packet;
	struct chain c;

	/* Otherwise a returned buffer would hide a lost doorbell of the other ring. */
	if (q > QUEUE_TX || (q == QUEUE_RX && !vsock->starved))
		return;
	vsock->starved = false;
	while (!vring_empty(tx)) {
		u32 size;

		vsock->starved = vring_empty(rx);
		if (vsock->starved || !vring_pop(tx, &c))
			return;
		size = chain_read(&c, 0, p, sizeof(*p));
		vring_push(tx, &c, 0);
		vring_signal(tx);
		if (size < HEADER_SIZE || !answer(vsock, size) || !vring_pop(rx, &c))
			continue;
		vring_push(rx, &c, chain_write(&c, 0, p, HEADER_SIZE + p->len));
		vring_signal(rx);
	}
}

const struct vdev_ops vsock_ops = {
	.id = VIRTIO_ID_VSOCK,
	.name = "vsock",
	.min_vrings = 3,
	.priv_size = sizeof(struct vsock),
	.kick = vsock_kick,
};
