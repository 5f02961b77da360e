/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * Remote processors in user space
 *
 * A process that opens /dev/remoteproc-user and creates a remote processor acts
 * as its firmware. See Documentation/userspace-api/remoteproc-user.rst.
 */

#ifndef _UAPI_REMOTEPROC_USER_H_
#define _UAPI_REMOTEPROC_USER_H_

#include <linux/ioctl.h>
#include <linux/types.h>

#define RPROC_USER_NAME_LEN	32
#define RPROC_USER_FIRMWARE_LEN	64

/**
 * enum rproc_user_flags - flags of struct rproc_user_create
 * @RPROC_USER_F_RUNNING: The remote processor is running already. Its state is
 *	"detached", and a start attaches to it.
 * @RPROC_USER_F_AUTO_BOOT: Linux boots or attaches automatically.
 * @RPROC_USER_F_ATTACH_RECOVERY: After a crash Linux detaches and attaches.
 * @RPROC_USER_F_RAW: The content of the firmware file is ignored, and the
 *	resource table is that of %RPROC_USER_SET_TABLE.
 */
enum rproc_user_flags {
	RPROC_USER_F_RUNNING		= 1 << 0,
	RPROC_USER_F_AUTO_BOOT		= 1 << 1,
	RPROC_USER_F_ATTACH_RECOVERY	= 1 << 2,
	RPROC_USER_F_RAW		= 1 << 3,
};

/**
 * struct rproc_user_create - argument of %RPROC_USER_CREATE
 * @name: name of the remote processor, NUL terminated
 * @firmware: name of its firmware file, NUL terminated, empty for the default
 * @flags: &enum rproc_user_flags
 * @mem_size: size of its memory in bytes, a multiple of the page size
 * @pool_offset: offset of the pool in the memory, a multiple of the page size
 * @pool_size: size of the pool in bytes, a multiple of the page size, may be 0.
 *	Linux allocates carveouts and vrings from the pool.
 * @timeout_ms: time limit for replies in milliseconds, 0 for 5 seconds
 * @reserved: must be 0
 * @mem_addr: output, device address of the memory
 */
struct rproc_user_create {
	char name[RPROC_USER_NAME_LEN];
	char firmware[RPROC_USER_FIRMWARE_LEN];
	__u32 flags;
	__u32 mem_size;
	__u32 pool_offset;
	__u32 pool_size;
	__u32 timeout_ms;
	__u32 reserved;
	__u64 mem_addr;
};

/**
 * struct rproc_user_range - a part of the memory
 * @name: name of a carveout, NUL terminated, unused for a resource table
 * @offset: offset in the memory in bytes
 * @size: size in bytes
 */
struct rproc_user_range {
	char name[RPROC_USER_NAME_LEN];
	__u32 offset;
	__u32 size;
};

/**
 * enum rproc_user_event_type - type of an event
 * @RPROC_USER_EV_START: start with the boot address in data, needs a reply
 * @RPROC_USER_EV_STOP: stop, needs a reply
 * @RPROC_USER_EV_ATTACH: Linux attaches, needs a reply
 * @RPROC_USER_EV_DETACH: Linux detaches, needs a reply
 * @RPROC_USER_EV_KICK: kick of the vring whose notifyid is in data. Several kicks
 *	of a vring may be one event.
 */
enum rproc_user_event_type {
	RPROC_USER_EV_START		= 1,
	RPROC_USER_EV_STOP		= 2,
	RPROC_USER_EV_ATTACH		= 3,
	RPROC_USER_EV_DETACH		= 4,
	RPROC_USER_EV_KICK		= 5,
};

/**
 * struct rproc_user_event - event that read() returns, one or more at a time
 * @type: &enum rproc_user_event_type
 * @seq: sequence number for the reply, 0 if the event needs none
 * @data: depends on @type
 */
struct rproc_user_event {
	__u32 type;
	__u32 seq;
	__u64 data;
};

/**
 * struct rproc_user_reply - argument of %RPROC_USER_REPLY
 * @seq: sequence number of the event
 * @error: 0 or a negative errno not below -511, the result of the operation
 */
struct rproc_user_reply {
	__u32 seq;
	__s32 error;
};

/* Create a remote processor and its memory, once for each open file */
#define RPROC_USER_CREATE	_IOWR(0xB7, 0x10, struct rproc_user_create)
/* Register the remote processor, returns N of remoteprocN */
#define RPROC_USER_REGISTER	_IOR(0xB7, 0x11, __u32)
/* Set the resource table for the next attach, or boot with RPROC_USER_F_RAW */
#define RPROC_USER_SET_TABLE	_IOW(0xB7, 0x12, struct rproc_user_range)
/* Add a carveout, such as vdev0vring0 or vdev0buffer, from the next boot on */
#define RPROC_USER_ADD_CARVEOUT	_IOW(0xB7, 0x13, struct rproc_user_range)
/* Reply to an event */
#define RPROC_USER_REPLY	_IOW(0xB7, 0x14, struct rproc_user_reply)
/* Notify Linux of used buffers in the vring with this notifyid */
#define RPROC_USER_NOTIFY	_IOW(0xB7, 0x15, __u32)
/* Report a crash: 0 is an MMU fault, 1 a watchdog, 2 a fatal error */
#define RPROC_USER_CRASH	_IOW(0xB7, 0x16, __u32)

#endif /* _UAPI_REMOTEPROC_USER_H_ */
