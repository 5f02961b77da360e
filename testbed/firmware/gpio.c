// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtio GPIO controller: pairs of lines that are wired together. What an output
 * drives is the value of the other line of its pair, and an edge there is an interrupt.
 */
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define LINES		4
#define QUEUE_EVENT	1

#define MSG_DIRECTION	2
#define MSG_SET_DIRECTION	3
#define MSG_VALUE	4
#define MSG_SET_VALUE	5
#define MSG_IRQ_TYPE	6

#define DIRECTION_NONE	0
#define DIRECTION_OUT	1
#define DIRECTION_IN	2

#define TYPE_RISING	BIT(0)
#define TYPE_FALLING	BIT(1)

#define STATUS_OK	0
#define STATUS_ERROR	1

#define IRQ_INVALID	0
#define IRQ_VALID	1

struct request {
	u16 type;
	u16 line;
	u32 value;
};

struct response {
	u8 status;
	u8 value;
};

/**
 * struct line - a line
 * @direction:	DIRECTION_...
 * @driven:	what it drives if it is an output
 * @irq_type:	the edges that are interrupts
 * @waits:	Linux has queued @event
 * @edge:	an edge that was not reported yet
 */
struct line {
	u8 direction;
	u8 driven;
	u8 irq_type;
	bool waits;
	bool edge;
	struct chain event;
};

static u8 value_of(const struct line *lines, u32 i)
{
	const struct line *line = &lines[i], *other = &lines[i ^ 1];

	if (line->direction == DIRECTION_OUT)
		return line->driven;
	return other->direction == DIRECTION_OUT && other->driven;
}

static void give_event(struct vdev *vd, struct line *line, u8 status)
{
	if (!line->waits)
		return;
	line->waits = false;
	chain_write(&line->event, 0, &status, sizeof(status));
	vring_push(&vd->vring[QUEUE_EVENT], &line->event, sizeof(status));
	vring_signal(&vd->vring[QUEUE_EVENT]);
}

static void give_edge(struct vdev *vd, struct line *line)
{
	if (!line->edge || !line->waits)
		return;
	line->edge = false;
	give_event(vd, line, IRQ_VALID);
}

static bool set(struct vdev *vd, struct line *line, const struct request *req)
{
	switch (req->type) {
	case MSG_SET_DIRECTION:
		if (req->value > DIRECTION_IN)
			return false;
		line->direction = req->value;
		return true;
	case MSG_SET_VALUE:
		line->driven = !!req->value;
		return true;
	case MSG_IRQ_TYPE:
		if (req->value & ~(TYPE_RISING | TYPE_FALLING))
			return false;
		line->irq_type = req->value;
		line->edge = false;
		if (!req->value && !variant.keep)
			give_event(vd, line, IRQ_INVALID);
		return true;
	default:
		return false;
	}
}

static u32 serve(struct vdev *vd, const struct chain *c)
{
	struct response answer = { .status = STATUS_ERROR };
	struct line *lines = vd->priv;
	struct request req;
	u8 before, now;
	u32 other;

	if (chain_read(c, 0, &req, sizeof(req)) < sizeof(req) || req.line >= LINES) {
		trace("vdev%u: request of %u bytes for no line\n", vd->index,
		      chain_readable(c));
		return chain_write(c, 0, &answer, sizeof(answer));
	}

	other = req.line ^ 1;
	before = value_of(lines, other);
	if (req.type == MSG_DIRECTION) {
		answer.status = STATUS_OK;
		answer.value = lines[req.line].direction;
	} else if (req.type == MSG_VALUE) {
		answer.status = STATUS_OK;
		answer.value = value_of(lines, req.line);
	} else if (set(vd, &lines[req.line], &req)) {
		answer.status = STATUS_OK;
	}

	now = value_of(lines, other);
	if (now != before &&
	    lines[other].irq_type & (now ? TYPE_RISING : TYPE_FALLING)) {
		lines[other].edge = true;
		give_edge(vd, &lines[other]);
	}

	return chain_write(c, 0, &answer, sizeof(answer));
}

static void queue_event(struct vdev *vd, const struct chain *c)
{
	struct line *lines = vd->priv;
	u16 i;

	if (chain_read(c, 0, &i, sizeof(i)) < sizeof(i) || i >= LINES ||
	    lines[i].waits) {
		trace("vdev%u: event buffer of %u bytes for no line\n",
		      vd->index, chain_readable(c));
		return;
	}
	lines[i].event = *c;
	lines[i].waits = true;
	if (!lines[i].irq_type)
		give_event(vd, &lines[i], IRQ_INVALID);
	give_edge(vd, &lines[i]);
}

static void gpio_kick(struct vdev *vd, u32 q)
{
	struct vring *vr = &vd->vring[q];
	struct chain c;

	while (vring_pop(vr, &c)) {
		if (q == QUEUE_EVENT) {
			queue_event(vd, &c);
			continue;
		}
		vring_push(vr, &c, serve(vd, &c));
		vring_signal(vr);
	}
}

const struct vdev_ops gpio_ops = {
	.id = VIRTIO_ID_GPIO,
	.name = "gpio",
	.min_vrings = 2,
	.priv_size = LINES * sizeof(struct line),
	.kick = gpio_kick,
};
