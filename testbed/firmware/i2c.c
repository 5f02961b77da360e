// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtio I2C adapter with one device on its bus: an EEPROM like the 24c02
 * (256 bytes, 8-bit address) at 0x50, for Linux's at24 driver.
 */
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define EEPROM_ADDR	0x50
#define EEPROM_SIZE	256

#define FLAG_FAIL_NEXT	BIT(0)
#define FLAG_READ	BIT(1)

#define MSG_OK		0
#define MSG_ERR		1

struct request {
	u16 addr;	/* the 7-bit address is in bits 1 to 7 */
	u16 padding;
	u32 flags;
};

/**
 * struct i2c - the bus
 * @pointer:	where the EEPROM reads or writes next
 * @failing:	the rest of this group of requests fails as well
 */
struct i2c {
	u8 memory[EEPROM_SIZE];
	u8 pointer;
	bool failing;
};

static void eeprom_read(struct i2c *bus, const struct chain *c, u32 len)
{
	u32 i;

	for (i = 0; i < len; i++)
		chain_write(c, i, &bus->memory[bus->pointer++], 1);
}

static void eeprom_write(struct i2c *bus, const struct chain *c, u32 len)
{
	u32 i;

	if (len)
		chain_read(c, sizeof(struct request), &bus->pointer, 1);
	for (i = 1; i < len; i++)
		chain_read(c, sizeof(struct request) + i,
			   &bus->memory[bus->pointer++], 1);
}

/*
 * A request is a header to read, data to read or to write (or none: is there
 * anybody at this address?), and a status byte to write, the last one.
 */
static u32 serve(struct vdev *vd, const struct chain *c)
{
	struct i2c *bus = vd->priv;
	u32 out = chain_readable(c), in = chain_writable(c);
	struct request req;
	u8 status = MSG_ERR;

	if (chain_read(c, 0, &req, sizeof(req)) < sizeof(req) || !in) {
		trace("vdev%u: request of %u + %u bytes is none\n", vd->index,
		      out, in);
		return 0;
	}
	out -= sizeof(req);
	in -= sizeof(status);
	if (!bus->failing && req.addr == EEPROM_ADDR << 1) {
		status = MSG_OK;
		if (req.flags & FLAG_READ)
			eeprom_read(bus, c, in);
		else
			eeprom_write(bus, c, out);
	}
	bus->failing = req.flags & FLAG_FAIL_NEXT && status != MSG_OK;
	chain_write(c, in, &status, sizeof(status));
	return in + sizeof(status);
}

static void i2c_open(struct vdev *vd)
{
	static const char text[] = "STM32MP157 M4 EEPROM\n";
	struct i2c *bus = vd->priv;

	memset(bus->memory, 0xff, sizeof(bus->memory));
	memcpy(bus->memory, text, sizeof(text) - 1);
}

static void i2c_kick(struct vdev *vd, u32 q)
{
	vdev_serve(vd, q, serve);
}

const struct vdev_ops i2c_ops = {
	.id = VIRTIO_ID_I2C,
	.name = "i2c",
	.min_vrings = 1,
	.priv_size = sizeof(struct i2c),
	.open = i2c_open,
	.kick = i2c_kick,
};
