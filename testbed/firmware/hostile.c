// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a hostile remote does before and between well-behaved messages.
 *
 * It writes rubbish into what it shares with Linux, but only there: it never
 * reads or writes through an address it has made up, since the M4 reaches all
 * of Linux's memory and no kernel could defend itself against that.
 */
#include "hostile.h"
#include "random.h"
#include "trace.h"
#include "variant.h"
#include "vdev.h"

/* Numbers that are more often trouble than random ones are. */
static u32 nasty(void)
{
	static const u32 numbers[] = {
		0, 1, 2, 3, 15, 16, 17, 255, 256, 32767, 32768, 32769, 65535,
		65536, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff,
	};

	return random_below(3) ? numbers[random_below(ARRAY_SIZE(numbers))] :
				 random_u32();
}

static void scribble_table(struct vdev *vd)
{
	volatile struct rsc_vdev *rsc = vd->rsc;
	volatile struct rsc_vring *vring;
	u32 value = nasty();
	const char *field;

	vring = &rsc->vring[random_below(vd->nvrings)];
	switch (random_below(9)) {
	case 0:
		field = "status";
		rsc->status = value;
		break;
	case 1:
		field = "num_of_vrings";
		rsc->num_of_vrings = value;
		break;
	case 2:
		field = "config_len";
		rsc->config_len = value;
		break;
	case 3:
		field = "dfeatures";
		rsc->dfeatures = value;
		break;
	case 4:
		field = "gfeatures";
		rsc->gfeatures = value;
		break;
	case 5:
		field = "vring num";
		vring->num = value;
		break;
	case 6:
		field = "vring align";
		vring->align = value;
		break;
	case 7:
		field = "vring da";
		vring->da = value;
		break;
	default:
		field = "vring notifyid";
		vring->notifyid = value;
	}
	trace("vdev%u scribbles %s %x\n", vd->index, field, value);
}

/* Let Linux look at it for a moment (some 0.1 ms). */
static void linger(void)
{
	volatile u32 n;

	for (n = 0; n < 5000; n++)
		;
}

static void scribble_ring(struct vdev *vd)
{
	struct vring *vr = &vd->vring[random_below(vd->nvrings)];
	u32 slot = vr->used_idx & (vr->num - 1);
	u32 value = nasty();
	volatile struct vring_desc *d;
	struct vring_desc desc;
	const char *what;
	struct chain c;
	u16 idx;

	switch (random_below(8)) {
	case 0:
		what = "used id out of range";
		value = vr->num + (value & 0xffff);
		vr->used->ring[slot].id = value;
		vr->used->ring[slot].len = 16;
		vr->used->idx = ++vr->used_idx;
		break;
	case 1:
		what = "used id never given";
		value &= vr->num - 1;
		vr->used->ring[slot].id = value;
		vr->used->ring[slot].len = 16;
		vr->used->idx = ++vr->used_idx;
		break;
	case 2:
		what = "used length of a later entry";
		vr->used->ring[random_below(vr->num)].len = value;
		break;
	case 3:
		what = "used index";
		vr->used_idx += value;
		vr->used->idx = vr->used_idx;
		break;
	case 4:
		what = "used flags";
		vr->used->flags = value;
		break;
	case 5:
		/* The driver's side of the ring: put back what we rely on. */
		what = "avail index";
		idx = vr->avail->idx;
		vr->avail->idx = value;
		mb();
		linger();
		vr->avail->idx = idx;
		break;
	case 6:
		/* Used as it should be, but every descriptor leads to a next. */
		if (!vring_pop(vr, &c))
			return;
		what = "a chain without an end";
		for (value = 0; value < vr->num; value++)
			vr->desc[value].flags |= VRING_DESC_F_NEXT;
		vring_push(vr, &c, 0);
		break;
	default:
		what = "descriptor";
		d = &vr->desc[random_below(vr->num)];
		desc = *d;
		d->addr_lo = nasty();
		d->addr_hi = nasty();
		d->len = nasty();
		d->flags = nasty();
		d->next = nasty();
		mb();
		linger();
		*d = desc;
	}
	trace("%s scribbles %s %x\n", vr->name, what, value);
	vring_signal(vr);
}

/*
 * Once, when all services are announced and Linux has given the buffers back: the
 * first of them 65535 times more.
 */
static void jump(struct vdev *vd)
{
	static bool jumped;
	struct vring *vr = &vd->vring[0];
	u32 slot;

	if (jumped || vr->used_idx < services_end - services_start ||
	    (u16)(vr->avail->idx - vr->used_idx) < vr->num)
		return;
	jumped = true;
	for (slot = 1; slot < vr->num; slot++)
		vr->used->ring[slot] = vr->used->ring[0];
	vr->used->idx = --vr->used_idx;
	trace("%s scribbles used index %x\n", vr->name, vr->used_idx);
	vring_signal(vr);
}

static bool claim_ready(struct vdev *vd)
{
	vd->rsc->status = VIRTIO_STATUS_DRIVER_OK;
	return true;
}

/* For half a second, in which Linux has long set its driver up: it is ready. */
void hostile_start(void)
{
	u32 n;

	if (!(variant.scribble & SCRIBBLE_STATUS))
		return;
	for (n = 0; n < 5000; n++) {
		vdevs_for_each(claim_ready);
		linger();
	}
	trace("scribbles status %x\n", VIRTIO_STATUS_DRIVER_OK);
}

/* A spoilt ring is often the end of it, so let some messages through first. */
static bool act(struct vdev *vd)
{
	if (vd->state != VDEV_OPEN)
		return true;
	if (variant.scribble & SCRIBBLE_TABLE && !random_below(4))
		scribble_table(vd);
	if (variant.scribble & SCRIBBLE_RINGS && !random_below(16))
		scribble_ring(vd);
	if (variant.scribble & SCRIBBLE_JUMP)
		jump(vd);
	return true;
}

void hostile_act(void)
{
	if (variant.scribble)
		vdevs_for_each(act);
}
