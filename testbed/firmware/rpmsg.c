// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rpmsg bus, with endpoints that echo.
 *
 * vring 0 has the buffers for messages to Linux, vring 1 the messages from it.
 * The services of a vdev are announced once it is open, with addresses from
 * SERVICE_ADDR up; whatever is sent to any address comes back from it. But a
 * message that begins with
 *
 *	"CRASH"	ends in the watchdog;
 *	"SHORT"	is answered in a used buffer of no length, whose header claims
 *		the most;
 *	"SAY:"	goes on with a header and what follows one, sent as they are,
 *		whether they fit together or not;
 *	"POKE"	goes on with an offset and a value of 32 bits each, for the
 *		resource table.
 */
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define TX_VQ		0
#define RX_VQ		1

#define NS_ADDR		53
#define SERVICE_ADDR	0x400
#define MAX_PAYLOAD	496
#define TRACED_MESSAGES	3

struct rpmsg_hdr {
	u32 src;
	u32 dst;
	u32 reserved;
	u16 len;
	u16 flags;
};

struct rpmsg_ns {
	char name[32];
	u32 addr;
	u32 flags;
};

struct message {
	struct rpmsg_hdr hdr;
	u8 data[MAX_PAYLOAD];
};

/**
 * struct rpmsg - a bus
 * @announced:	services announced so far
 * @starved:	there was no buffer to send with: go on when Linux returns one
 * @messages:	echoed so far
 */
struct rpmsg {
	const struct service *announced;
	bool starved;
	u32 messages;
};

/* One message is in the works at a time, whatever the number of buses. */
static struct message msg;

/*
 * Is there a buffer to send with? When there is none, make sure that its
 * return rings, if it did not come back in that very moment.
 */
static bool may_send(struct vdev *vd)
{
	struct vring *vr = &vd->vring[TX_VQ];
	struct rpmsg *rp = vd->priv;

	if (!vring_empty(vr))
		return true;
	if (variant.quiet)
		vring_want_kicks(vr, true);
	rp->starved = vring_empty(vr);
	return !rp->starved;
}

/* Send @msg; the caller has checked that there is a buffer. */
static void send(struct vdev *vd)
{
	struct vring *vr = &vd->vring[TX_VQ];
	struct chain c;
	u32 n;

	if (!vring_pop(vr, &c))
		return;
	n = chain_write(&c, 0, &msg, sizeof(msg.hdr) + msg.hdr.len);
	vring_push(vr, &c, n);
}

/* The same, with a false length in both places. */
static void send_short(struct vdev *vd)
{
	struct vring *vr = &vd->vring[TX_VQ];
	struct chain c;

	if (!vring_pop(vr, &c))
		return;
	msg.hdr.len = 0xffff;
	chain_write(&c, 0, &msg, sizeof(msg.hdr));
	vring_push(vr, &c, 0);
}

static bool begins(const char *word)
{
	return msg.hdr.len >= 5 && !memcmp(msg.data, word, 5);
}

/* Send what a test has written behind "SAY:", its header too. */
static void say(struct vdev *vd)
{
	u32 i, n = msg.hdr.len - 4;
	struct chain c;

	for (i = 0; i < n; i++)
		((u8 *)&msg)[i] = msg.data[4 + i];
	if (vring_pop(&vd->vring[TX_VQ], &c))
		vring_push(&vd->vring[TX_VQ], &c, chain_write(&c, 0, &msg, n));
}

static void poke(void)
{
	u32 word[2];

	memcpy(word, msg.data + 4, sizeof(word));
	vdevs_poke(word[0], word[1]);
}

static void announce(struct vdev *vd)
{
	struct rpmsg *rp = vd->priv;
	struct rpmsg_ns ns = { .flags = 0 };
	u32 addr = SERVICE_ADDR;
	const struct service *s;

	for (s = services_start; s < rp->announced; s++)
		addr += s->vdev == vd->index;
	for (; rp->announced < services_end; rp->announced++) {
		if (rp->announced->vdev != vd->index)
			continue;
		if (!may_send(vd))
			return;
		memcpy(ns.name, rp->announced->name, sizeof(ns.name));
		ns.addr = addr++;
		msg.hdr = (struct rpmsg_hdr){
			.src = ns.addr,
			.dst = NS_ADDR,
			.len = sizeof(ns),
		};
		memcpy(msg.data, &ns, sizeof(ns));
		send(vd);
		trace("vdev%u announces %s at %x\n", vd->index, ns.name,
		      ns.addr);
	}
}

static void receive(struct vdev *vd, const struct chain *c)
{
	struct rpmsg *rp = vd->priv;
	u32 src, n;

	n = chain_read(c, 0, &msg, sizeof(msg));
	if (n < sizeof(msg.hdr) || n - sizeof(msg.hdr) < msg.hdr.len) {
		trace("vdev%u: message of %u bytes says it has %u\n",
		      vd->index, n, msg.hdr.len);
		return;
	}
	src = msg.hdr.src;
	if (rp->messages++ < TRACED_MESSAGES)
		trace("vdev%u message src %x dst %x len %u\n", vd->index, src,
		      msg.hdr.dst, msg.hdr.len);
	if (begins("CRASH"))
		bite();
	if (msg.hdr.len >= 4 + sizeof(msg.hdr) && !memcmp(msg.data, "SAY:", 4)) {
		say(vd);
		return;
	}
	if (msg.hdr.len >= 12 && !memcmp(msg.data, "POKE", 4))
		poke();
	if (msg.hdr.dst == NS_ADDR) {
		msg.data[31] = '\0';
		trace("vdev%u: Linux announces %s\n", vd->index,
		      (const char *)msg.data);
		return;
	}
	msg.hdr.src = msg.hdr.dst;
	msg.hdr.dst = src;
	if (begins("SHORT"))
		send_short(vd);
	else
		send(vd);
}

static void rpmsg_open(struct vdev *vd)
{
	struct rpmsg *rp = vd->priv;

	rp->announced = services_start;
	rp->starved = true;	/* the announcements wait */
}

static void rpmsg_kick(struct vdev *vd, u32 q)
{
	struct vring *tx = &vd->vring[TX_VQ], *rx = &vd->vring[RX_VQ];
	u16 sent = tx->used_idx, received = rx->used_idx;
	struct rpmsg *rp = vd->priv;
	struct chain c;

	/*
	 * A returned buffer matters only while a sender waits for one. Do not
	 * look at the other ring otherwise: that would hide a lost doorbell.
	 */
	if (q > RX_VQ || (q == TX_VQ && !rp->starved))
		return;

	rp->starved = false;
	announce(vd);
	while (!vring_empty(rx) && may_send(vd) && vring_pop(rx, &c)) {
		if (variant.answer_us)
			delay_us(variant.answer_us);
		receive(vd, &c);
		vring_push(rx, &c, 0);
	}
	if (variant.quiet && !rp->starved)
		vring_want_kicks(tx, false);
	if (tx->used_idx != sent)
		vring_signal(tx);
	if (rx->used_idx != received)
		vring_signal(rx);
}

const struct vdev_ops rpmsg_ops = {
	.id = VIRTIO_ID_RPMSG,
	.name = "rpmsg",
	.min_vrings = 2,
	.priv_size = sizeof(struct rpmsg),
	.open = rpmsg_open,
	.kick = rpmsg_kick,
};
