// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtio console and rproc-serial: every port echoes.
 *
 * Port 0 has vrings 0 (to Linux) and 1 (from Linux). With MULTIPORT, vrings 2
 * and 3 are the control queue and port n has 2n + 2 and 2n + 3; without, there
 * is port 0 alone, connected from the start. An early remote sends "hello"
 * there before anything else.
 */
#include "ipcc.h"
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define MAX_PORTS	8
#define CTRL_IN		2
#define CTRL_OUT	3

#define ALL_PORTS	0xffffffff

enum control_event {
	DEVICE_READY = 0,
	PORT_ADD = 1,
	PORT_READY = 3,
	PORT_OPEN = 6,
	PORT_NAME = 7,
};

struct control {
	u32 id;
	u16 event;
	u16 value;
};

/**
 * struct port - an echo
 * @pending:	what came from Linux and is not all sent back
 * @off:	how much of it is
 * @busy:	there is something pending
 * @starved:	it waits for a buffer to send with
 * @tell:	control messages to be sent about this port, BIT(event)
 */
struct port {
	struct chain pending;
	u32 off;
	bool busy;
	bool starved;
	u32 tell;
};

struct console {
	bool multiport;
	bool greets;
	u32 nports;
	struct port port[MAX_PORTS];
};

/* The vring to Linux of a port; the one from Linux is the next. */
static u32 port_in(u32 port)
{
	return port ? 2 * port + 2 : 0;
}

static void echo(struct vdev *vd, u32 id)
{
	struct vring *in = &vd->vring[port_in(id)], *out = in + 1;
	struct port *p = &((struct console *)vd->priv)->port[id];
	u16 sent = in->used_idx, received = out->used_idx;

	p->starved = false;
	for (;;) {
		static u8 bounce[256];
		struct chain c;
		u32 n, len;

		if (!p->busy) {
			if (!vring_pop(out, &p->pending))
				break;
			p->busy = true;
			p->off = 0;
		}
		if (p->off == chain_readable(&p->pending)) {
			vring_push(out, &p->pending, 0);
			p->busy = false;
			continue;
		}
		if (!vring_pop(in, &c)) {
			p->starved = true;
			break;
		}
		len = 0;
		do {
			n = chain_writable(&c) - len;
			if (n > sizeof(bounce))
				n = sizeof(bounce);
			n = chain_read(&p->pending, p->off, bounce, n);
			chain_write(&c, len, bounce, n);
			len += n;
			p->off += n;
		} while (n);
		vring_push(in, &c, len);
	}
	if (in->used_idx != sent)
		vring_signal(in);
	if (out->used_idx != received)
		vring_signal(out);
}

/* Send the pending control messages, as far as there are buffers. */
static void tell(struct vdev *vd)
{
	static const u16 order[] = { PORT_ADD, PORT_NAME, PORT_OPEN };
	struct console *con = vd->priv;
	struct vring *vr = &vd->vring[CTRL_IN];
	u16 sent = vr->used_idx;
	u32 id, i;

	for (id = 0; id < con->nports; id++) {
		for (i = 0; i < ARRAY_SIZE(order); i++) {
			struct control ctl = { id, order[i], 1 };
			char name[] = "cm4.port0";
			struct chain c;
			u32 len;

			if (!(con->port[id].tell & BIT(order[i])))
				continue;
			if (!vring_pop(vr, &c))
				goto out;
			con->port[id].tell &= ~BIT(order[i]);
			len = chain_write(&c, 0, &ctl, sizeof(ctl));
			if (order[i] == PORT_NAME) {
				name[8] += id;
				len += chain_write(&c, len, name,
						   strlen(name));
			}
			vring_push(vr, &c, len);
		}
	}
out:
	if (vr->used_idx != sent)
		vring_signal(vr);
}

static void listen(struct vdev *vd)
{
	struct console *con = vd->priv;
	struct vring *vr = &vd->vring[CTRL_OUT];
	struct control ctl;
	struct chain c;
	u32 id;

	while (vring_pop(vr, &c)) {
		if (chain_read(&c, 0, &ctl, sizeof(ctl)) < sizeof(ctl))
			ctl.event = 0xffff;
		/* The driver spins for this with a lock held. */
		vring_push(vr, &c, 0);
		vring_signal(vr);

		trace("vdev%u control event %u port %d value %u\n", vd->index,
		      ctl.event, (int)ctl.id, ctl.value);
		if (ctl.event == DEVICE_READY && ctl.value)
			for (id = 0; id < con->nports; id++)
				con->port[id].tell |= BIT(PORT_ADD);
		else if (ctl.id < con->nports && ctl.event == PORT_READY &&
			 ctl.value)
			con->port[ctl.id].tell |= BIT(PORT_NAME) |
						  BIT(PORT_OPEN);
	}
	tell(vd);
}

static void console_open(struct vdev *vd)
{
	struct console *con = vd->priv;

	con->multiport = vd->ops == &console_ops && vd->nvrings >= 4 &&
			 vd->rsc->gfeatures & VIRTIO_CONSOLE_F_MULTIPORT;
	con->nports = con->multiport ? vd->nvrings / 2 - 1 : 1;
	if (con->nports > MAX_PORTS)
		con->nports = MAX_PORTS;
	con->greets = variant.early;
	trace("vdev%u has %u ports\n", vd->index, con->nports);
}

static void greet(struct vdev *vd)
{
	struct vring *in = &vd->vring[port_in(0)];
	struct console *con = vd->priv;
	struct chain c;

	if (!vring_pop(in, &c))
		return;
	con->greets = false;
	vring_push(in, &c, chain_write(&c, 0, "hello", 5));
	vring_signal(in);
}

/* Until Linux wants something else. It is told now and then, which takes its time. */
static void chatter(struct vdev *vd)
{
	struct vring *in = &vd->vring[port_in(0)];
	struct chain c;
	u32 n = 0;

	while (!ipcc_any()) {
		if (vring_pop(in, &c))
			vring_push(in, &c, chain_write(&c, 0, "!", 1));
		if (!(++n % 1024))
			vring_signal(in);
	}
}

static void console_kick(struct vdev *vd, u32 q)
{
	struct console *con = vd->priv;
	u32 id = q < CTRL_IN ? 0 : q / 2 - 1;

	if (variant.chatty) {
		chatter(vd);
		return;
	}
	if (con->greets)
		greet(vd);
	if (con->multiport && q == CTRL_IN)
		tell(vd);
	else if (con->multiport && q == CTRL_OUT)
		listen(vd);
	else if (id < con->nports &&
		 (q != port_in(id) || con->port[id].starved))
		echo(vd, id);
}

/*
 * Linux spins until a control message, or what it writes to a console without
 * MULTIPORT, is used: with a lock held, maybe on the very CPU whose mailbox
 * thread has yet to send the doorbell. So look without one.
 */
static void console_tick(struct vdev *vd)
{
	struct console *con = vd->priv;

	if (con->multiport)
		listen(vd);
	else
		echo(vd, 0);
}

const struct vdev_ops console_ops = {
	.id = VIRTIO_ID_CONSOLE,
	.name = "console",
	.min_vrings = 2,
	.priv_size = sizeof(struct console),
	.open = console_open,
	.kick = console_kick,
	.tick = console_tick,
};

const struct vdev_ops serial_ops = {
	.id = VIRTIO_ID_RPROC_SERIAL,
	.name = "rproc-serial",
	.min_vrings = 2,
	.priv_size = sizeof(struct console),
	.open = console_open,
	.kick = console_kick,
};
