// SPDX-License-Identifier: GPL-2.0-only
/*
 * The vdevs of the resource table and their life.
 *
 * A vdev opens when its driver sets DRIVER_OK and closes when the status goes
 * back; no doorbell rings for either, so the status is read on every doorbell
 * and tick. A driver that stopped and started between two looks is found out by
 * its rings: it cleared them.
 */
#include "ipcc.h"
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define MAX_VDEVS	4
#define MAX_VRINGS	32
#define PRIV_BYTES	4096

struct rsc_table {
	u32 ver;
	u32 num;
	u32 reserved[2];
	u32 offset[];
};

extern const struct rsc_table __rsc_area_start;
extern const char __rsc_area_end[];

static const struct vdev_ops *const kinds[] = {
	&rpmsg_ops, &rng_ops, &console_ops, &serial_ops, &i2c_ops, &blk_ops,
	&gpio_ops, &net_ops, &vsock_ops,
};

static struct vdev vdevs[MAX_VDEVS];
static struct vring vrings[MAX_VRINGS];
static u32 priv_pool[PRIV_BYTES / 4];
static u32 nvdevs, nvrings, priv_used;

static const struct vdev_ops *find_kind(u32 id)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (kinds[i]->id == id)
			return kinds[i];
	return NULL;
}

static void name_vring(char *name, u32 vdev, u32 q)
{
	memcpy(name, "vdev0 vring00", 14);
	name[4] += vdev;
	if (q < 10) {
		name[11] += q;
		name[12] = '\0';
	} else {
		name[11] += q / 10;
		name[12] += q % 10;
	}
}

static void add_vdev(volatile struct rsc_vdev *rsc, u32 room)
{
	u32 words, i, n = rsc->num_of_vrings, index = nvdevs;
	const struct vdev_ops *ops = find_kind(rsc->id);
	struct vdev *vd;

	trace("vdev%u id %u features %x vrings %u config %u\n", index,
	      rsc->id, rsc->dfeatures, n, rsc->config_len);
	if (index == MAX_VDEVS || n > MAX_VRINGS - nvrings ||
	    sizeof(*rsc) + n * sizeof(rsc->vring[0]) > room) {
		trace("vdev%u: does not fit the table or this firmware\n",
		      index);
		return;
	}
	nvdevs++;

	vd = &vdevs[index];
	vd->index = index;
	vd->rsc = rsc;
	vd->nvrings = n;
	vd->vring = &vrings[nvrings];
	for (i = 0; i < n; i++) {
		const struct channels *ch = channels_start + nvrings + i;
		bool known = ch < channels_end;

		name_vring(vd->vring[i].name, index, i);
		vd->vring[i].channel = known ? ch->from_linux : NO_CHANNEL;
		vd->vring[i].to_linux = known ? ch->to_linux : NO_CHANNEL;
	}
	nvrings += n;

	words = ops ? (ops->priv_size + 3) / 4 : 0;
	if (!ops || n < ops->min_vrings ||
	    words > ARRAY_SIZE(priv_pool) - priv_used) {
		trace("vdev%u: no device for id %u with %u vrings here\n",
		      index, rsc->id, n);
		vd->nvrings = 0;
		return;
	}
	vd->ops = ops;
	vd->priv = &priv_pool[priv_used];
	priv_used += words;
}

void vdevs_init(void)
{
	const struct rsc_table *table = &__rsc_area_start;
	u32 size = __rsc_area_end - (const char *)table;
	u32 i, num = table->num;

	if (num > (size - sizeof(*table)) / sizeof(table->offset[0])) {
		trace("resource table: %u entries do not fit\n", num);
		return;
	}
	for (i = 0; i < num; i++) {
		u32 offset = table->offset[i];
		volatile struct rsc_vdev *rsc;

		if (offset & 3 || offset > size - sizeof(*rsc)) {
			trace("resource table: entry %u has offset %x\n", i,
			      offset);
			continue;
		}
		rsc = (void *)((const char *)table + offset);
		if (rsc->type == RSC_VDEV)
			add_vdev(rsc, size - offset);
	}
}

static void kick(struct vdev *vd, u32 q)
{
	if (!variant.deaf)
		vd->ops->kick(vd, q);
}

static void open_vdev(struct vdev *vd)
{
	u32 i;

	trace("vdev%u %s starts, features %x\n", vd->index, vd->ops->name,
	      vd->rsc->gfeatures);
	for (i = 0; i < vd->nvrings; i++) {
		struct vring *vr = &vd->vring[i];
		u32 da = vd->rsc->vring[i].da;
		u32 num = vd->rsc->vring[i].num;
		u32 align = vd->rsc->vring[i].align;

		trace("%s da %08x num %u notifyid %d align %u channel %u\n",
		      vr->name, da, num, (int)vd->rsc->vring[i].notifyid,
		      align, vr->channel);
		if (vr->to_linux != vr->channel)
			trace("%s rings on channel %u\n", vr->name,
			      vr->to_linux);
		if (!vring_open(vr, da, num, align)) {
			vd->state = VDEV_REFUSED;
			return;
		}
	}
	vd->state = VDEV_OPEN;
	memset(vd->priv, 0, vd->ops->priv_size);
	if (vd->ops->open)
		vd->ops->open(vd);
	for (i = 0; i < vd->nvrings; i++)
		kick(vd, i);
}

static void close_vdev(struct vdev *vd)
{
	if (vd->state == VDEV_OPEN)
		trace("vdev%u %s stops\n", vd->index, vd->ops->name);
	vd->state = VDEV_CLOSED;
}

static bool driver_restarted(const struct vdev *vd)
{
	u32 i;

	for (i = 0; i < vd->nvrings; i++)
		if (vring_restarted(&vd->vring[i]))
			return true;
	return false;
}

/*
 * For those who do not wait for DRIVER_OK, but know where the rings are: is there
 * a buffer in the first one?
 */
static bool early_ready(const struct vdev *vd)
{
	volatile struct rsc_vring *vr = &vd->rsc->vring[0];
	volatile struct vring_avail *avail = (void *)(vr->da + 16 * vr->num);

	return vd->nvrings && avail->idx;
}

static bool poll_vdev(struct vdev *vd)
{
	bool ready = vd->rsc->status & VIRTIO_STATUS_DRIVER_OK;

	mb();	/* the status before what the driver set up */
	if (!vd->ops)
		return true;
	if (variant.early && early_ready(vd))
		ready = true;
	/* A remote that spoils table and rings cannot learn from them. */
	if (variant.scribble & (SCRIBBLE_TABLE | SCRIBBLE_RINGS) && vd->state == VDEV_OPEN)
		return true;
	if (vd->state == VDEV_OPEN && (!ready || driver_restarted(vd)))
		close_vdev(vd);
	else if (vd->state == VDEV_REFUSED && !ready)
		close_vdev(vd);
	if (vd->state == VDEV_CLOSED && ready)
		open_vdev(vd);
	return true;
}

void vdevs_for_each(bool (*fn)(struct vdev *vd))
{
	u32 i;

	for (i = 0; i < nvdevs; i++)
		if (!fn(&vdevs[i]))
			return;
}

void vdevs_poll(void)
{
	vdevs_for_each(poll_vdev);
}

/* A channel that is only for ringing Linux must not be rung by it. */
static void check_direction(const struct vring *vr, u32 channels)
{
	if (vr->to_linux != vr->channel && vr->to_linux < IPCC_CHANNELS &&
	    channels & BIT(vr->to_linux))
		trace("%s: Linux rang on channel %u\n", vr->name,
		      vr->to_linux);
}

void vdevs_kick(u32 channels)
{
	u32 i, q;

	for (i = 0; i < nvdevs; i++) {
		struct vdev *vd = &vdevs[i];

		for (q = 0; vd->state == VDEV_OPEN && q < vd->nvrings; q++) {
			check_direction(&vd->vring[q], channels);
			if (vd->vring[q].channel < IPCC_CHANNELS &&
			    channels & BIT(vd->vring[q].channel))
				kick(vd, q);
		}
	}
}

static bool tick_one(struct vdev *vd)
{
	if (vd->state == VDEV_OPEN && vd->ops->tick && !variant.deaf)
		vd->ops->tick(vd);
	return true;
}

void vdevs_tick(void)
{
	vdevs_for_each(tick_one);
}

void vdevs_poke(u32 offset, u32 value)
{
	u32 size = __rsc_area_end - (const char *)&__rsc_area_start;

	if (offset & 3 || offset > size - sizeof(value))
		return;
	*(volatile u32 *)((char *)&__rsc_area_start + offset) = value;
	mb();
	trace("resource table: %x at %x\n", value, offset);
}

void vdev_serve(struct vdev *vd, u32 q, u32 (*serve)(struct vdev *vd, const struct chain *c))
{
	struct vring *vr = &vd->vring[q];
	struct chain c;
	bool done = false;

	while (vring_pop(vr, &c)) {
		vring_push(vr, &c, serve(vd, &c));
		done = true;
	}
	if (done)
		vring_signal(vr);
}

static bool close_one(struct vdev *vd)
{
	close_vdev(vd);
	return true;
}

void vdevs_close(void)
{
	vdevs_for_each(close_one);
}
