// SPDX-License-Identifier: GPL-2.0-only
/* The device side of a split virtqueue. */
#include "ipcc.h"
#include "trace.h"
#include "variant.h"
#include "vring.h"

static u32 round_up(u32 n, u32 align)
{
	return (n + align - 1) & ~(align - 1);
}

static bool power_of_2(u32 n)
{
	return n && !(n & (n - 1));
}

/* May the M4 read and write there: MCU SRAM (at two addresses), RETRAM, DDR? */
static bool reachable(u32 addr, u32 len)
{
	static const struct {
		u32 start, size;
	} memory[] = {
		{ 0x00000400, 0xfc00 },		/* RETRAM, but the vectors */
		{ 0x10000000, 0x60000 },
		{ 0x30000000, 0x60000 },
		{ 0x38000000, 0x10000 },
		{ 0xc0000000, 0x20000000 },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(memory); i++)
		if (addr - memory[i].start < memory[i].size &&
		    len <= memory[i].size - (addr - memory[i].start))
			return true;
	return false;
}

bool vring_open(struct vring *vr, u32 da, u32 num, u32 align)
{
	u32 used;

	if (!power_of_2(num) || num > VRING_MAX_NUM) {
		trace("%s: queue size %u is not a power of 2 up to %u\n",
		      vr->name, num, VRING_MAX_NUM);
		return false;
	}
	if (!power_of_2(align) || align > 65536) {
		trace("%s: alignment %u is not a power of 2 up to 65536\n",
		      vr->name, align);
		return false;
	}
	used = round_up(da + 16 * num + 2 * (3 + num), align);
	if (da & 15 || !reachable(da, used + 6 + 8 * num - da)) {
		trace("%s: no ring of %u entries can be at %08x\n", vr->name,
		      num, da);
		return false;
	}

	vr->num = num;
	vr->desc = (void *)da;
	vr->avail = (void *)(da + 16 * num);
	vr->used = (void *)used;
	vr->last_avail = 0;
	vr->used_idx = 0;
	vr->broken = false;
	vr->seen = false;
	return true;
}

bool vring_restarted(const struct vring *vr)
{
	return vr->used->idx != vr->used_idx;
}

static void break_ring(struct vring *vr, const char *what, u32 value)
{
	trace("%s: broken by the driver: %s %x\n", vr->name, what, value);
	vr->broken = true;
}

bool vring_empty(struct vring *vr)
{
	u16 ahead;

	if (vr->broken)
		return true;
	ahead = vr->avail->idx - vr->last_avail;
	mb();	/* the index before what it announces */
	if (ahead > vr->num) {
		break_ring(vr, "avail index jumps by", ahead);
		return true;
	}
	return !ahead;
}

/* Reports every descriptor that points outside of the variant's window. */
static bool inside(const struct vring *vr, u32 addr, u32 len)
{
	if (!variant.window_size ||
	    (addr - variant.window < variant.window_size &&
	     len <= variant.window_size - (addr - variant.window)))
		return true;
	trace("%s: outside of the window: da %08x len %u\n", vr->name, addr,
	      len);
	return false;
}

/* The next chain of the avail ring. Sets @refused if it may not be touched. */
static bool walk_chain(struct vring *vr, struct chain *c, bool *refused)
{
	u16 i, flags;

	*refused = false;
	c->head = vr->avail->ring[vr->last_avail & (vr->num - 1)];
	c->n = 0;
	c->n_out = 0;
	i = c->head;
	do {
		struct vring_desc d;

		if (i >= vr->num || c->n == VRING_MAX_CHAIN) {
			break_ring(vr, "bad chain at descriptor", i);
			return false;
		}
		d = vr->desc[i];
		flags = d.flags;
		if (d.addr_hi || !reachable(d.addr_lo, d.len)) {
			break_ring(vr, "buffer out of reach at", d.addr_lo);
			return false;
		}
		if (flags & VRING_DESC_F_INDIRECT) {
			break_ring(vr, "indirect, which was not offered, at", i);
			return false;
		}
		if (!(flags & VRING_DESC_F_WRITE)) {
			if (c->n_out != c->n) {
				break_ring(vr, "readable after writable at", i);
				return false;
			}
			c->n_out++;
		}
		if (!inside(vr, d.addr_lo, d.len))
			*refused = true;
		c->buf[c->n].base = (u8 *)d.addr_lo;
		c->buf[c->n].len = d.len;
		c->n++;
		i = d.next;
	} while (flags & VRING_DESC_F_NEXT);
	vr->last_avail++;

	if (!vr->seen) {
		vr->seen = true;
		trace("%s first buffer da %08x len %u\n", vr->name,
		      (u32)c->buf[0].base, c->buf[0].len);
	}
	return true;
}

/*
 * A request that is refused goes back as it is: its driver may wait for it. A
 * buffer that Linux has only queued to be filled is kept.
 */
bool vring_pop(struct vring *vr, struct chain *c)
{
	bool refused;

	while (!vring_empty(vr)) {
		if (!walk_chain(vr, c, &refused))
			return false;
		if (!refused)
			return true;
		if (!c->n_out)
			continue;
		vring_push(vr, c, 0);
		vring_signal(vr);
	}
	return false;
}

void vring_push(struct vring *vr, const struct chain *c, u32 written)
{
	u32 slot = vr->used_idx & (vr->num - 1);

	vr->used->ring[slot].id = c->head;
	vr->used->ring[slot].len = written;
	mb();	/* the entry before the index that announces it */
	vr->used->idx = ++vr->used_idx;
}

void vring_signal(struct vring *vr)
{
	mb();	/* the index before the flag, as the driver has it reversed */
	if (vr->avail->flags & VRING_AVAIL_F_NO_INTERRUPT ||
	    vr->to_linux >= IPCC_CHANNELS)
		return;
	if (variant.nowait)
		ipcc_ring_now(BIT(vr->to_linux));
	else
		ipcc_ring(BIT(vr->to_linux));
}

void vring_want_kicks(struct vring *vr, bool want)
{
	vr->used->flags = want ? 0 : VRING_USED_F_NO_NOTIFY;
	mb();
}

/* Walk buffers [from, to) of a chain; @copy has the address and the length. */
static u32 chain_copy(const struct chain *c, u32 from, u32 to, u32 off,
		      u8 *local, u32 len, bool write)
{
	u32 done = 0;

	for (; from < to && done < len; from++) {
		u32 n = c->buf[from].len;

		if (off >= n) {
			off -= n;
			continue;
		}
		n -= off;
		if (n > len - done)
			n = len - done;
		if (write)
			memcpy(c->buf[from].base + off, local + done, n);
		else
			memcpy(local + done, c->buf[from].base + off, n);
		done += n;
		off = 0;
	}
	return done;
}

u32 chain_read(const struct chain *c, u32 off, void *dst, u32 len)
{
	return chain_copy(c, 0, c->n_out, off, dst, len, false);
}

u32 chain_write(const struct chain *c, u32 off, const void *src, u32 len)
{
	return chain_copy(c, c->n_out, c->n, off, (u8 *)src, len, true);
}

static u32 chain_len(const struct chain *c, u32 from, u32 to)
{
	u32 len = 0;

	for (; from < to; from++)
		len += c->buf[from].len;
	return len;
}

u32 chain_readable(const struct chain *c)
{
	return chain_len(c, 0, c->n_out);
}

u32 chain_writable(const struct chain *c)
{
	return chain_len(c, c->n_out, c->n);
}
