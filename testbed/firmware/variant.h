/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What makes a variant: a file variants/NAME.S that declares its resource
 * table, how its vrings map to mailbox channels, and how it behaves. The code
 * is the same in all of them and learns everything from these sections.
 */
#ifndef VARIANT_H
#define VARIANT_H

#define TRACE_SIZE		8192

/* Resource entries and virtio device types, as the specifications number them */
#define RSC_CARVEOUT		0
#define RSC_DEVMEM		1
#define RSC_TRACE		2
#define RSC_VDEV		3

#define VIRTIO_ID_NET		1
#define VIRTIO_ID_BLOCK		2
#define VIRTIO_ID_CONSOLE	3
#define VIRTIO_ID_RNG		4
#define VIRTIO_ID_RPMSG		7
#define VIRTIO_ID_RPROC_SERIAL	11
#define VIRTIO_ID_VSOCK		19
#define VIRTIO_ID_I2C		34
#define VIRTIO_ID_GPIO		41

#define VIRTIO_RPMSG_F_NS		0x1
#define VIRTIO_CONSOLE_F_MULTIPORT	0x2
#define VIRTIO_I2C_F_ZERO_LENGTH	0x1
#define VIRTIO_GPIO_F_IRQ		0x1
#define VIRTIO_NET_F_MAC		0x20

/* Size of the block device, in units of 512 bytes */
#define BLK_SECTORS		128

/* Device address 'any': Linux chooses. */
#define DA_ANY			0xffffffff

/* A vring without a doorbell of its own. */
#define NO_CHANNEL		0xff

/*
 * The only memory that a descriptor may point to, for variants that watch. It is
 * MCU SRAM3, where the tests have nearly all regions of vdevs, or what the variant says.
 */
#ifdef WATCH_DESCRIPTORS
#ifndef WINDOW_START
#define WINDOW_START	0x10040000
#define WINDOW_SIZE	0x10000
#endif
#else
#define WINDOW_START	0
#define WINDOW_SIZE	0
#endif

/* scribble: what a hostile variant writes where it should not */
#define SCRIBBLE_TABLE		0x1
#define SCRIBBLE_RINGS		0x2
#define SCRIBBLE_JUMP		0x4
#define SCRIBBLE_STATUS		0x8

#ifndef __ASSEMBLER__

#include "m4.h"

/* The behaviour of a variant; the macro 'variant' below fills it in. */
struct variant {
	u32 seed;	/* of everything random; 0: from the time */
	u32 quiet;	/* ask for no kick when Linux returns a buffer */
	u32 nowait;	/* a doorbell that still rings is not rung again */
	u32 scribble;	/* SCRIBBLE_... */
	u32 storm;	/* ring every channel without pause */
	u32 ack_delay;	/* acknowledge a doorbell only after so many ms */
	u32 early;	/* use the vrings, at fixed addresses, before DRIVER_OK */
	u32 deaf;	/* never look at the vrings */
	u32 chatty;	/* fill each buffer of port 0 as soon as it is there */
	u32 board;	/* check the board's own devices first */
	u32 answer_us;	/* delay before each answer, in microseconds */
	u32 keep;	/* keep the event buffers of lines without interrupt */
	u32 window;	/* refuse descriptors that point outside of this memory */
	u32 window_size;	/* 0: there is no window */
	char name[];
};

/* A name that an rpmsg vdev announces. */
struct service {
	u32 vdev;
	char name[32];
};

extern const struct variant variant;
extern const struct service services_start[], services_end[];
/* The mailbox channels of a vring. */
struct channels {
	u8 from_linux;
	u8 to_linux;
};

extern const struct channels channels_start[], channels_end[];
extern char trace_buf[TRACE_SIZE];

#else /* __ASSEMBLER__ */

/* The header of a table; variants/tables.mk has some with false values. */
#ifndef TABLE_VERSION
#define TABLE_VERSION	1
#endif
#ifndef TABLE_ENTRIES
#define TABLE_ENTRIES	(rsc_entries - rsc_offsets) / 4
#endif
#ifndef TABLE_OFFSET
#define TABLE_OFFSET	9f - rsc_table	/* 9: the entry */
#endif
#ifndef VDEV_RESERVED
#define VDEV_RESERVED	0
#endif
#ifndef TRACE_LENGTH
#define TRACE_LENGTH	TRACE_SIZE
#endif

/*
 * variant NAME [seed=] [quiet=] [nowait=] [scribble=] [storm=] [ack_delay=] [early=]
 *         [deaf=] [chatty=] [board=] [answer_us=] [keep=]
 * opens the variant and its resource table ('behaviour' opens a variant that has
 * no table); then come the entries:
 *   vdev ID [features=] [config=LENGTH] vrings=N
 *	each followed by N times
 *   vring num=N [channel=N] [to_linux=N] [align=] [da=]
 *	to_linux: the channel to ring Linux on, if not the same
 *	and by its configuration space, in .short and .long, if it has one;
 *   service NAME
 *	adds a name to those that the rpmsg vdev before it announces;
 *   carveout DA, LENGTH, NAME
 *	asks for memory;
 *   trace
 *	adds the trace buffer.
 *
 * The subsections of .resource_table keep its parts in order: 0 has the
 * header, 1 the offsets, 2 the entries.
 */
	.macro	behaviour name:req seed=0 quiet=0 nowait=0 scribble=0 storm=0 ack_delay=0 early=0 deaf=0 chatty=0 board=0 answer_us=0 keep=0
	.section .variant, "a"
	.balign	4
	.global	variant
variant:
	.long	\seed, \quiet, \nowait, \scribble, \storm, \ack_delay, \early, \deaf, \chatty, \board, \answer_us, \keep
	.long	WINDOW_START, WINDOW_SIZE
	.asciz	"\name"
	.endm

	.macro	variant name:req seed=0 quiet=0 nowait=0 scribble=0 storm=0 ack_delay=0 early=0 deaf=0 chatty=0 board=0 answer_us=0 keep=0
	behaviour \name, \seed, \quiet, \nowait, \scribble, \storm, \ack_delay, \early, \deaf, \chatty, \board, \answer_us, \keep

	.section .resource_table, "aw"
	.subsection 0
	.balign	4
rsc_table:
	.long	TABLE_VERSION, TABLE_ENTRIES, 0, 0
	.subsection 1
rsc_offsets:
	.subsection 2
rsc_entries:
	.set	vdev_count, 0
	.endm

	.macro	rsc_entry type:req
	.section .resource_table
	.subsection 1
	.long	TABLE_OFFSET
	.subsection 2
9:	.long	\type
	.endm

	.macro	vdev id:req features=0 config=0 vrings:req
	rsc_entry RSC_VDEV
	.long	\id, 0, \features, 0, \config
	.byte	0, \vrings, VDEV_RESERVED, 0
	.set	vdev_count, vdev_count + 1
	.endm

	.macro	vring num:req channel=NO_CHANNEL to_linux align=16 da=DA_ANY
	.pushsection .channels, "a"
	.byte	\channel
	.ifb	\to_linux
	.byte	\channel
	.else
	.byte	\to_linux
	.endif
	.popsection
	.long	\da, \align, \num, 0, 0
	.endm

	.macro	service name:req
	.pushsection .services, "a"
	.long	vdev_count - 1
8:	.ascii	"\name"
	.space	32 - (. - 8b)
	.popsection
	.endm

	/* the vdev of an rpmsg echo: an unmodified Linux rings channels 0 and 1 */
	.macro	echo_vdev channel0=0 channel1=1 to_linux
	vdev	VIRTIO_ID_RPMSG, features=VIRTIO_RPMSG_F_NS, vrings=2
	vring	num=16, channel=\channel0, to_linux=\to_linux
	vring	num=16, channel=\channel1, to_linux=\to_linux
	service	rpmsg-client-sample
	service	rpmsg-tty
	service	rpmsg-raw
	.endm

	.macro	carveout da:req length:req name:req
	rsc_entry RSC_CARVEOUT
	.long	\da, \da, \length, 0, 0
8:	.ascii	"\name"
	.space	32 - (. - 8b)
	.endm

	.macro	trace
	rsc_entry RSC_TRACE
	.long	trace_buf, TRACE_LENGTH, 0
8:	.ascii	"cm4"
	.space	32 - (. - 8b)
	.endm

#endif /* __ASSEMBLER__ */
#endif
