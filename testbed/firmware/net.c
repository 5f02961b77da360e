// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtio network device: behind it is a host that has every IPv4 address, answers
 * ARP requests and echoes pings, and drops all else.
 */
#include "trace.h"
#include "variant.h"
#include "vdev.h"

#define QUEUE_RX	0
#define QUEUE_TX	1

/* Without VIRTIO_NET_F_MRG_RXBUF and VIRTIO_F_VERSION_1, all zero */
#define NET_HEADER	10
#define MAX_FRAME	1514

#define ETH_ALEN	6
#define ETH_TYPE	12
#define ETH_HEADER	14
#define TYPE_IP		0x0800
#define TYPE_ARP	0x0806

#define ARP_OPERATION	(ETH_HEADER + 6)
#define ARP_SENDER	(ETH_HEADER + 8)
#define ARP_TARGET	(ETH_HEADER + 18)
#define ARP_SIDE	10	/* addresses of both kinds */
#define ARP_END		(ETH_HEADER + 28)
#define ARP_REQUEST	1
#define ARP_REPLY	2

#define IP_PROTOCOL	(ETH_HEADER + 9)
#define IP_SOURCE	(ETH_HEADER + 12)
#define IP_DESTINATION	(ETH_HEADER + 16)
#define IP_ALEN		4
#define IP_MIN_HEADER	20
#define PROTOCOL_ICMP	1

#define ICMP_CHECKSUM	2
#define ICMP_HEADER	8
#define ICMP_ECHO	8
#define ICMP_ECHO_REPLY	0

static const u8 mac[ETH_ALEN] = { 0x02, 0x4d, 0x34, 0, 0, 1 };

static u8 frame[NET_HEADER + MAX_FRAME];

static u32 get16(const u8 *p)
{
	return p[0] << 8 | p[1];
}

static void put16(u8 *p, u32 value)
{
	p[0] = value >> 8;
	p[1] = value;
}

static void swap(u8 *a, u8 *b, u32 len)
{
	while (len--) {
		u8 byte = *a;

		*a++ = *b;
		*b++ = byte;
	}
}

static bool answer_arp(u8 *eth, u32 len)
{
	if (len < ARP_END || get16(eth + ARP_OPERATION) != ARP_REQUEST)
		return false;
	put16(eth + ARP_OPERATION, ARP_REPLY);
	swap(eth + ARP_SENDER, eth + ARP_TARGET, ARP_SIDE);
	memcpy(eth + ARP_SENDER, mac, ETH_ALEN);
	return true;
}

static bool answer_ping(u8 *eth, u32 len)
{
	u32 header, sum;
	u8 *icmp;

	if (len < ETH_HEADER + IP_MIN_HEADER)
		return false;
	header = 4 * (eth[ETH_HEADER] & 15);
	icmp = eth + ETH_HEADER + header;
	if (header < IP_MIN_HEADER || len < ETH_HEADER + header + ICMP_HEADER ||
	    eth[IP_PROTOCOL] != PROTOCOL_ICMP || icmp[0] != ICMP_ECHO)
		return false;
	swap(eth + IP_SOURCE, eth + IP_DESTINATION, IP_ALEN);
	icmp[0] = ICMP_ECHO_REPLY;
	/* the type was subtracted from the sum of the rest */
	sum = get16(icmp + ICMP_CHECKSUM) + (ICMP_ECHO << 8);
	put16(icmp + ICMP_CHECKSUM, sum + (sum >> 16));
	return true;
}

/* Turn a frame into the answer to it, if there is one. */
static bool answer(u8 *eth, u32 len)
{
	bool done = false;

	if (len < ETH_HEADER)
		return false;
	if (get16(eth + ETH_TYPE) == TYPE_ARP)
		done = answer_arp(eth, len);
	else if (get16(eth + ETH_TYPE) == TYPE_IP)
		done = answer_ping(eth, len);
	memcpy(eth, eth + ETH_ALEN, ETH_ALEN);
	memcpy(eth + ETH_ALEN, mac, ETH_ALEN);
	return done;
}

static void receive(struct vdev *vd, u32 len)
{
	struct vring *rx = &vd->vring[QUEUE_RX];
	struct chain c;

	/* as a network does: lost if there is no buffer for it */
	if (!vring_pop(rx, &c))
		return;
	memset(frame, 0, NET_HEADER);
	vring_push(rx, &c, chain_write(&c, 0, frame, len));
	vring_signal(rx);
}

static void net_kick(struct vdev *vd, u32 q)
{
	struct vring *vr = &vd->vring[q];
	struct chain c;
	bool done = false;

	while (q == QUEUE_TX && vring_pop(vr, &c)) {
		u32 len = chain_read(&c, 0, frame, sizeof(frame));

		vring_push(vr, &c, 0);
		done = true;
		if (len > NET_HEADER && answer(frame + NET_HEADER, len - NET_HEADER))
			receive(vd, len);
	}
	if (done)
		vring_signal(vr);
}

const struct vdev_ops net_ops = {
	.id = VIRTIO_ID_NET,
	.name = "net",
	.min_vrings = 2,
	.kick = net_kick,
};
