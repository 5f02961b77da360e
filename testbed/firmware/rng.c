// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtio entropy source: fills every buffer it is given.
 *
 * Its bytes look random and differ from boot to boot, no more: this is a
 * device to test with.
 */
#include "random.h"
#include "variant.h"
#include "vdev.h"

/* Return: how much was written */
static u32 serve(struct vdev *vd, const struct chain *c)
{
	u32 off, word, len = chain_writable(c);

	(void)vd;
	if (!variant.seed)
		random_stir();
	for (off = 0; off < len; off += sizeof(word)) {
		word = random_u32();
		chain_write(c, off, &word, sizeof(word));
	}
	return len;
}

static void rng_kick(struct vdev *vd, u32 q)
{
	vdev_serve(vd, q, serve);
}

const struct vdev_ops rng_ops = {
	.id = VIRTIO_ID_RNG,
	.name = "rng",
	.min_vrings = 1,
	.kick = rng_kick,
};
