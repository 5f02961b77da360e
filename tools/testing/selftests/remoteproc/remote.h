/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The remote side of a remote processor in user space, see
 * Documentation/userspace-api/remoteproc-user.rst
 *
 * A thread replies to Linux and serves the virtio devices of the resource table:
 * rpmsg messages and the bytes of consoles are sent back. The tests run in another
 * thread of the process and control the behaviour of the remote side.
 */

#ifndef REMOTE_H
#define REMOTE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/virtio_ring.h>

#include <linux/remoteproc_user.h>

/* layout of the memory; REMOTE_FREE, after the table and the traces, is for tests */
#define REMOTE_MEM_SIZE		0x100000
#define REMOTE_TABLE		0x0000
#define REMOTE_TABLE_SIZE	0x2000
#define REMOTE_TRACE		0x2000
#define REMOTE_FREE		0x4000
#define REMOTE_BUFFER(n)	(0x20000 + (n) * 0x20000)
#define REMOTE_BUFFER_SIZE	0x20000
#define REMOTE_NUM_BUFFERS	2
#define REMOTE_POOL		0x80000
#define REMOTE_POOL_SIZE	0x80000

#define REMOTE_MAX_VDEVS	4
#define REMOTE_MAX_VRINGS	8
#define REMOTE_ADDR_ANY		0xffffffffu

/* endpoint address of the first service that the remote announces */
#define REMOTE_EPT		0x400

/* entries of resource tables, as in include/linux/rsc_table.h */
enum { RSC_CARVEOUT, RSC_DEVMEM, RSC_TRACE, RSC_VDEV };

/* virtio device ids */
enum { ID_CONSOLE = 3, ID_RNG = 4, ID_RPMSG = 7, ID_SERIAL = 11 };

/* flag of remote_create(): the firmware is the ELF file of remote_firmware() */
#define REMOTE_ELF		(1u << 31)

struct rsc_table {
	uint32_t ver;
	uint32_t num;
	uint32_t reserved[2];
	uint32_t offset[];
};

struct rsc_mem {
	uint32_t type;
	uint32_t da;
	uint32_t pa;
	uint32_t len;
	uint32_t flags;
	uint32_t reserved;
	char name[32];
};

struct rsc_trace {
	uint32_t type;
	uint32_t da;
	uint32_t len;
	uint32_t reserved;
	char name[32];
};

struct rsc_vring {
	uint32_t da;
	uint32_t align;
	uint32_t num;
	uint32_t notifyid;
	uint32_t pa;
};

struct rsc_vdev {
	uint32_t type;
	uint32_t id;
	uint32_t notifyid;
	uint32_t dfeatures;
	uint32_t gfeatures;
	uint32_t config_len;
	uint8_t status;
	uint8_t num_of_vrings;
	uint8_t reserved[2];
	struct rsc_vring vring[];
};

/* a resource table under construction */
struct table {
	uint8_t bytes[REMOTE_TABLE_SIZE];
	uint32_t len;
};

struct ring {
	uint32_t num;
	uint32_t notifyid;
	uint16_t last;
	struct vring vring;
};

struct vdev {
	struct rsc_vdev *rsc;
	uint32_t id;
	unsigned int num_vrings;
	bool open;
	struct ring ring[REMOTE_MAX_VRINGS];
};

struct remote {
	int fd;
	uint8_t *mem;
	uint64_t da;
	uint32_t index;
	char sysfs[64];		/* /sys/class/remoteproc/remoteprocN */
	bool registered;

	pthread_t thread;
	pthread_mutex_t lock;	/* of all below, and of the vrings */
	bool quit;
	/* set by the tests */
	int reply[RPROC_USER_EV_KICK];	/* results of the operations, by event type */
	bool mute;			/* no replies */
	unsigned int delay_ms;		/* before a reply */
	bool idle;			/* do not serve the vrings */
	uint32_t rng_len;		/* length that the entropy source reports */
	bool no_announce;
	const char *services[4];	/* announced on each rpmsg bus, from REMOTE_EPT on */
	/* recorded by the thread */
	unsigned int events[RPROC_USER_EV_KICK + 1];
	unsigned int messages;
	uint32_t last_src;		/* address of the last sender */
	uint64_t boot_addr;		/* of the last start */
	struct vdev vdev[REMOTE_MAX_VDEVS];
	unsigned int num_vdevs;
};

/* resource tables */
void table_init(struct table *table, unsigned int entries);
void *table_add(struct table *table, uint32_t size);
struct rsc_vdev *table_vdev(struct table *table, uint32_t id, uint32_t features,
			    unsigned int vrings, uint32_t num, uint32_t config_len);
struct rsc_mem *table_carveout(struct table *table, const char *name, uint32_t len);
struct rsc_trace *table_trace(struct table *table, uint32_t da, uint32_t len);

/*
 * The reason why a remote processor cannot be created, or NULL. All functions below
 * return 0 or a negative errno unless their comment states otherwise.
 */
const char *remote_missing(void);
/* create the memory, carveouts for buffers and a firmware file, but no table */
int remote_create(struct remote *remote, const char *name, uint32_t flags,
		  uint32_t timeout_ms);
/*
 * Set the content of the firmware file for the next boot. The file is in a folder of
 * this program; the kernel's path for firmware is restored when the program exits.
 */
int remote_firmware(const void *data, size_t size);
int remote_set_table(struct remote *remote, const struct table *table);
int remote_set_range(struct remote *remote, unsigned long cmd, const char *name,
		     uint32_t offset, uint32_t size);
int remote_register(struct remote *remote);
void remote_destroy(struct remote *remote);

/* write a command to the file state: "start", "stop", "detach" */
int remote_state(struct remote *remote, const char *command);
int remote_get_state(struct remote *remote, char *state, size_t size);
/* wait for a state: 0 or -ETIMEDOUT */
int remote_wait_state(struct remote *remote, const char *state);
int remote_crash(struct remote *remote, uint32_t type);
int remote_recovery(struct remote *remote, const char *command);
int remote_notify(struct remote *remote, uint32_t notifyid);
/* send to the endpoint dst on rpmsg bus vdev; returns false if there is no buffer */
bool remote_send(struct remote *remote, unsigned int vdev, uint32_t src, uint32_t dst,
		 const void *data, size_t len);
/* announce a service on rpmsg bus vdev, or its removal; returns as remote_send() */
bool remote_announce(struct remote *remote, unsigned int vdev, const char *name,
		     uint32_t addr, bool destroy);

/* what drivers add below remoteprocN in sysfs */
#define REMOTE_VIRTIO	"rproc-virtio*/virtio*"
#define REMOTE_RPMSG	REMOTE_VIRTIO "/virtio*/rpmsg/rpmsg[0-9]*"

/* as wait_path() and path_gone(), for a pattern below remoteprocN */
const char *remote_wait_path(struct remote *remote, const char *pattern);
bool remote_path_gone(struct remote *remote, const char *pattern);
/* Wait for a device below remoteprocN. Returns its /dev node, or NULL. */
const char *remote_wait_dev(struct remote *remote, const char *pattern);
/* Wait for device N (from 0) of an rpmsg service. Returns its /dev node, or NULL. */
const char *rpmsg_dev(struct remote *remote, const char *service, unsigned int n);
/* time limit on a busy machine, less than the 30 seconds of a test */
#define WAIT_SECONDS 20

/* Wait up to WAIT_SECONDS for condition() to return true. */
bool wait_until(bool (*condition)(void *arg), void *arg);
/* Wait for a path that matches a pattern; returns the first, or NULL. */
const char *wait_path(const char *pattern);
bool path_gone(const char *pattern);

int write_file(const char *path, const char *text);
int read_file(const char *path, char *buf, size_t size);

#endif
