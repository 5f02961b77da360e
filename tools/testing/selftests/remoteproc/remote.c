// SPDX-License-Identifier: GPL-2.0-only
/* The remote side of a remote processor in user space, see remote.h */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "remote.h"

#define DEVICE		"/dev/remoteproc-user"
#define FIRMWARE_PATH	"/sys/module/firmware_class/parameters/path"
#define FIRMWARE_DIR	"/tmp/remoteproc-XXXXXX"
#define FIRMWARE	"firmware"

#define STATUS_DRIVER_OK 4
#define RPMSG_NS_ADDR	53

struct rpmsg_hdr {
	uint32_t src;
	uint32_t dst;
	uint32_t reserved;
	uint16_t len;
	uint16_t flags;
	uint8_t data[];
};

struct rpmsg_ns_msg {
	char name[32];
	uint32_t addr;
	uint32_t flags;
};

/* Files */

int write_file(const char *path, const char *text)
{
	int fd, ret = 0;

	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		ret = -errno;
	close(fd);

	return ret;
}

int read_file(const char *path, char *buf, size_t size)
{
	ssize_t len;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	len = read(fd, buf, size - 1);
	close(fd);
	if (len < 0)
		return -errno;
	buf[len] = '\0';
	buf[strcspn(buf, "\n")] = '\0';

	return 0;
}

bool wait_until(bool (*condition)(void *arg), void *arg)
{
	struct timespec now, end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += WAIT_SECONDS;
	do {
		if (condition(arg))
			return true;
		usleep(2000);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec < end.tv_sec ||
		 (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec));

	return false;
}

static bool path_matches(const char *pattern, char *path, size_t size)
{
	glob_t found;
	bool ret;

	ret = !glob(pattern, 0, NULL, &found) && found.gl_pathc;
	if (ret && path)
		snprintf(path, size, "%s", found.gl_pathv[0]);
	globfree(&found);

	return ret;
}

static char found_path[256];

static bool path_there(void *pattern)
{
	return path_matches(pattern, found_path, sizeof(found_path));
}

static bool path_not_there(void *pattern)
{
	return !path_matches(pattern, NULL, 0);
}

const char *wait_path(const char *pattern)
{
	return wait_until(path_there, (void *)pattern) ? found_path : NULL;
}

bool path_gone(const char *pattern)
{
	return wait_until(path_not_there, (void *)pattern);
}

static char *below_remote(struct remote *remote, const char *pattern)
{
	static char path[192];

	snprintf(path, sizeof(path), "%s/%s", remote->sysfs, pattern);

	return path;
}

const char *remote_wait_path(struct remote *remote, const char *pattern)
{
	return wait_path(below_remote(remote, pattern));
}

bool remote_path_gone(struct remote *remote, const char *pattern)
{
	return path_gone(below_remote(remote, pattern));
}

const char *remote_wait_dev(struct remote *remote, const char *pattern)
{
	const char *path = remote_wait_path(remote, pattern);
	static char node[sizeof(found_path) + 8];

	if (!path)
		return NULL;
	snprintf(node, sizeof(node), "/dev/%s", strrchr(path, '/') + 1);

	return wait_path(node) ? node : NULL;
}

/* Resource tables */

void table_init(struct table *table, unsigned int entries)
{
	struct rsc_table *rsc = (struct rsc_table *)table->bytes;

	memset(table, 0, sizeof(*table));
	rsc->ver = 1;
	table->len = sizeof(*rsc) + entries * sizeof(rsc->offset[0]);
}

void *table_add(struct table *table, uint32_t size)
{
	struct rsc_table *rsc = (struct rsc_table *)table->bytes;
	void *entry = table->bytes + table->len;

	rsc->offset[rsc->num++] = table->len;
	table->len += size;

	return entry;
}

struct rsc_vdev *table_vdev(struct table *table, uint32_t id, uint32_t features,
			    unsigned int vrings, uint32_t num, uint32_t config_len)
{
	struct rsc_vdev *vdev;
	unsigned int i;

	vdev = table_add(table, sizeof(*vdev) + vrings * sizeof(vdev->vring[0]) + config_len);
	vdev->type = RSC_VDEV;
	vdev->id = id;
	vdev->dfeatures = features;
	vdev->num_of_vrings = vrings;
	vdev->config_len = config_len;
	for (i = 0; i < vrings; i++) {
		vdev->vring[i].da = REMOTE_ADDR_ANY;
		vdev->vring[i].notifyid = REMOTE_ADDR_ANY;
		vdev->vring[i].align = 4096;
		vdev->vring[i].num = num;
	}

	return vdev;
}

struct rsc_mem *table_carveout(struct table *table, const char *name, uint32_t len)
{
	struct rsc_mem *mem = table_add(table, sizeof(*mem));

	mem->type = RSC_CARVEOUT;
	mem->da = REMOTE_ADDR_ANY;
	mem->len = len;
	snprintf(mem->name, sizeof(mem->name), "%s", name);

	return mem;
}

struct rsc_trace *table_trace(struct table *table, uint32_t da, uint32_t len)
{
	struct rsc_trace *trace = table_add(table, sizeof(*trace));

	trace->type = RSC_TRACE;
	trace->da = da;
	trace->len = len;
	snprintf(trace->name, sizeof(trace->name), "trace");

	return trace;
}

/* Vrings */

static void *remote_va(struct remote *remote, uint64_t da, uint64_t size)
{
	if (da < remote->da || da - remote->da > REMOTE_MEM_SIZE ||
	    size > REMOTE_MEM_SIZE - (da - remote->da))
		return NULL;

	return remote->mem + (da - remote->da);
}

/* Parse the resource table with the values that Linux has written. */
static void remote_parse(struct remote *remote)
{
	struct rsc_table *table = (void *)(remote->mem + REMOTE_TABLE);
	uint32_t i, offset;
	struct vdev *vdev;

	remote->num_vdevs = 0;
	memset(remote->vdev, 0, sizeof(remote->vdev));

	for (i = 0; i < table->num && i < 64 && remote->num_vdevs < REMOTE_MAX_VDEVS; i++) {
		offset = table->offset[i];
		if (offset > REMOTE_TABLE_SIZE - sizeof(struct rsc_vdev))
			continue;
		vdev = &remote->vdev[remote->num_vdevs];
		vdev->rsc = (void *)(remote->mem + REMOTE_TABLE + offset);
		if (vdev->rsc->type != RSC_VDEV)
			continue;
		vdev->id = vdev->rsc->id;
		vdev->num_vrings = vdev->rsc->num_of_vrings;
		if (vdev->num_vrings > REMOTE_MAX_VRINGS ||
		    offset + sizeof(struct rsc_vdev) +
		    vdev->num_vrings * sizeof(struct rsc_vring) > REMOTE_TABLE_SIZE)
			continue;
		remote->num_vdevs++;
	}
}

static bool ring_open(struct remote *remote, struct ring *ring, const struct rsc_vring *rsc)
{
	uint32_t num = rsc->num, align = rsc->align;
	void *va;

	if (!num || num & (num - 1) || num > 1024 || align < 4 || align & (align - 1))
		return false;
	va = remote_va(remote, rsc->da, vring_size(num, align));
	if (!va)
		return false;
	ring->num = num;
	ring->notifyid = rsc->notifyid;
	ring->last = 0;
	vring_init(&ring->vring, num, va, align);

	return true;
}

/* Take the next buffer: its descriptor, or -1. */
static int ring_pop(struct remote *remote, struct ring *ring, void **buf, uint32_t *len)
{
	uint16_t avail = __atomic_load_n(&ring->vring.avail->idx, __ATOMIC_ACQUIRE);
	uint16_t head;

	if (ring->last == avail)
		return -1;
	head = ring->vring.avail->ring[ring->last % ring->num] % ring->num;
	ring->last++;
	*len = ring->vring.desc[head].len;
	*buf = remote_va(remote, ring->vring.desc[head].addr, *len);

	return head;
}

static void ring_push(struct ring *ring, int head, uint32_t len)
{
	struct vring_used *used = ring->vring.used;
	uint16_t idx = used->idx;

	used->ring[idx % ring->num].id = head;
	used->ring[idx % ring->num].len = len;
	__atomic_store_n(&used->idx, idx + 1, __ATOMIC_RELEASE);
}

static bool rpmsg_send(struct remote *remote, struct vdev *vdev, uint32_t src, uint32_t dst,
		       const void *data, size_t len)
{
	struct rpmsg_hdr *hdr;
	uint32_t size;
	void *buf;
	int head;

	if (!vdev->open)
		return false;
	head = ring_pop(remote, &vdev->ring[0], &buf, &size);
	if (head < 0)
		return false;
	if (!buf || size < sizeof(*hdr) + len) {
		ring_push(&vdev->ring[0], head, 0);
		return false;
	}

	hdr = buf;
	*hdr = (struct rpmsg_hdr){ .src = src, .dst = dst, .len = len };
	memcpy(hdr->data, data, len);
	ring_push(&vdev->ring[0], head, sizeof(*hdr) + len);

	return true;
}

static bool rpmsg_announce(struct remote *remote, struct vdev *vdev, const char *name,
			   uint32_t addr, bool destroy)
{
	struct rpmsg_ns_msg msg = { .addr = addr, .flags = destroy };

	/* a name that fills the field has no terminating NUL */
	memcpy(msg.name, name, strnlen(name, sizeof(msg.name)));

	return rpmsg_send(remote, vdev, addr, RPMSG_NS_ADDR, &msg, sizeof(msg));
}

/* Serve a vdev. Return a bit for each vring with newly used buffers. */

static unsigned int serve_rpmsg(struct remote *remote, struct vdev *vdev)
{
	unsigned int used = 0;
	struct rpmsg_hdr *hdr;
	uint8_t copy[512];
	uint32_t len;
	void *buf;
	int head;

	while ((head = ring_pop(remote, &vdev->ring[1], &buf, &len)) >= 0) {
		hdr = buf;
		if (hdr && len >= sizeof(*hdr) && hdr->len <= len - sizeof(*hdr) &&
		    hdr->len <= sizeof(copy) && hdr->dst != RPMSG_NS_ADDR) {
			memcpy(copy, hdr->data, hdr->len);
			remote->messages++;
			remote->last_src = hdr->src;
			if (rpmsg_send(remote, vdev, hdr->dst, hdr->src, copy, hdr->len))
				used |= 1;
		}
		ring_push(&vdev->ring[1], head, 0);
		used |= 2;
	}

	return used;
}

static unsigned int serve_console(struct remote *remote, struct vdev *vdev)
{
	uint32_t len, in_len, n;
	unsigned int used = 0;
	void *buf, *in;
	int head, in_head;

	while ((head = ring_pop(remote, &vdev->ring[1], &buf, &len)) >= 0) {
		remote->messages++;
		in_head = ring_pop(remote, &vdev->ring[0], &in, &in_len);
		if (in_head >= 0) {
			n = len < in_len ? len : in_len;
			if (buf && in)
				memcpy(in, buf, n);
			ring_push(&vdev->ring[0], in_head, buf && in ? n : 0);
			used |= 1;
		}
		ring_push(&vdev->ring[1], head, len);
		used |= 2;
	}

	return used;
}

/* The process cannot write to the buffers, as they are outside of its memory. */
static unsigned int serve_rng(struct remote *remote, struct vdev *vdev)
{
	unsigned int used = 0;
	uint32_t len;
	void *buf;
	int head;

	while ((head = ring_pop(remote, &vdev->ring[0], &buf, &len)) >= 0) {
		remote->messages++;
		ring_push(&vdev->ring[0], head, remote->rng_len);
		used = 1;
	}

	return used;
}

static unsigned int serve_open(struct remote *remote, struct vdev *vdev)
{
	unsigned int i, used = 0;

	for (i = 0; i < vdev->num_vrings; i++)
		if (!ring_open(remote, &vdev->ring[i], &vdev->rsc->vring[i]))
			return 0;
	vdev->open = true;

	if (vdev->id != ID_RPMSG || vdev->num_vrings < 2 || remote->no_announce)
		return 0;
	for (i = 0; i < 4 && remote->services[i]; i++)
		if (rpmsg_announce(remote, vdev, remote->services[i], REMOTE_EPT + i, false))
			used |= 1;

	return used;
}

static void remote_serve(struct remote *remote)
{
	unsigned int i, n, used;
	struct vdev *vdev;
	uint8_t status;

	for (n = 0; n < remote->num_vdevs; n++) {
		pthread_mutex_lock(&remote->lock);
		vdev = &remote->vdev[n];
		used = 0;
		status = __atomic_load_n(&vdev->rsc->status, __ATOMIC_ACQUIRE);
		if (!(status & STATUS_DRIVER_OK)) {
			vdev->open = false;
		} else if (!remote->idle) {
			if (!vdev->open)
				used = serve_open(remote, vdev);
			if (vdev->open && vdev->id == ID_RNG && vdev->num_vrings)
				used |= serve_rng(remote, vdev);
			else if (vdev->open && vdev->num_vrings >= 2)
				used |= vdev->id == ID_RPMSG ? serve_rpmsg(remote, vdev) :
							       serve_console(remote, vdev);
		}
		pthread_mutex_unlock(&remote->lock);

		/* runs the callback in Linux, which may wait for the other vring */
		for (i = 0; i < 2; i++)
			if (used & 1u << i)
				remote_notify(remote, vdev->ring[i].notifyid);
	}
}

static void remote_event(struct remote *remote, const struct rproc_user_event *event)
{
	struct rproc_user_reply reply = { .seq = event->seq };

	pthread_mutex_lock(&remote->lock);
	if (event->type <= RPROC_USER_EV_KICK)
		remote->events[event->type]++;
	if (event->type == RPROC_USER_EV_START || event->type == RPROC_USER_EV_ATTACH)
		remote_parse(remote);
	if (event->type == RPROC_USER_EV_START)
		remote->boot_addr = event->data;
	if (event->type == RPROC_USER_EV_STOP || event->type == RPROC_USER_EV_DETACH)
		remote->num_vdevs = 0;
	if (event->type < RPROC_USER_EV_KICK)
		reply.error = remote->reply[event->type];
	pthread_mutex_unlock(&remote->lock);

	if (remote->delay_ms)
		usleep(remote->delay_ms * 1000);
	if (event->seq && !remote->mute)
		ioctl(remote->fd, RPROC_USER_REPLY, &reply);
}

static void *remote_main(void *arg)
{
	struct rproc_user_event events[16];
	struct remote *remote = arg;
	struct pollfd pollfd = { .fd = remote->fd, .events = POLLIN };
	ssize_t len;
	size_t i;

	while (!__atomic_load_n(&remote->quit, __ATOMIC_ACQUIRE)) {
		/* poll with a time limit: a change of the status is no event */
		if (poll(&pollfd, 1, 5) > 0) {
			len = read(remote->fd, events, sizeof(events));
			for (i = 0; len > 0 && i < len / sizeof(events[0]); i++)
				remote_event(remote, &events[i]);
		}
		remote_serve(remote);
	}

	return NULL;
}

/* The remote processor */

static char firmware_dir[] = FIRMWARE_DIR;
static char firmware_file[sizeof(FIRMWARE_DIR "/" FIRMWARE)];
static char firmware_saved[256];
static pid_t firmware_pid;

const char *remote_missing(void)
{
	if (geteuid())
		return "needs root";
	if (access(DEVICE, R_OK | W_OK))
		return "no " DEVICE " (CONFIG_REMOTEPROC_USER)";
	if (access(FIRMWARE_PATH, W_OK))
		return "no " FIRMWARE_PATH " (CONFIG_FW_LOADER)";
	if (!firmware_pid)
		return "no folder for firmware in /tmp";

	return NULL;
}

/*
 * The harness runs each test in a process of its own, and kills it after its time limit.
 * So the folder is made and removed by the first process of the program.
 */
static __attribute__((constructor)) void firmware_setup(void)
{
	int fd;

	/* There is one path for the whole system: run one program at a time. */
	fd = open(FIRMWARE_PATH, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || flock(fd, LOCK_EX) ||
	    read_file(FIRMWARE_PATH, firmware_saved, sizeof(firmware_saved)) ||
	    !mkdtemp(firmware_dir))
		return;
	/* the path is that of a program that was killed */
	if (!strncmp(firmware_saved, FIRMWARE_DIR, sizeof(FIRMWARE_DIR) - sizeof("XXXXXX")))
		firmware_saved[0] = 0;
	snprintf(firmware_file, sizeof(firmware_file), "%s/" FIRMWARE, firmware_dir);
	firmware_pid = getpid();
}

static __attribute__((destructor)) void firmware_cleanup(void)
{
	int fd;

	if (firmware_pid != getpid())
		return;
	unlink(firmware_file);
	rmdir(firmware_dir);
	fd = open(FIRMWARE_PATH, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	/* with the terminating NUL: sysfs ignores a write of 0 bytes */
	if (write(fd, firmware_saved, strlen(firmware_saved) + 1) < 0)
		perror(FIRMWARE_PATH);
	close(fd);
}

int remote_firmware(const void *data, size_t size)
{
	int fd, ret = 0;

	fd = open(firmware_file, O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	errno = 0;
	if (write(fd, data, size) != (ssize_t)size)
		ret = errno ? -errno : -EIO;
	close(fd);

	return ret ?: write_file(FIRMWARE_PATH, firmware_dir);
}

int remote_set_range(struct remote *remote, unsigned long cmd, const char *name,
		     uint32_t offset, uint32_t size)
{
	struct rproc_user_range range = { .offset = offset, .size = size };

	snprintf(range.name, sizeof(range.name), "%s", name);

	return ioctl(remote->fd, cmd, &range) ? -errno : 0;
}

int remote_create(struct remote *remote, const char *name, uint32_t flags,
		  uint32_t timeout_ms)
{
	struct rproc_user_create create = {
		.flags = flags & REMOTE_ELF ? flags & ~REMOTE_ELF : flags | RPROC_USER_F_RAW,
		.mem_size = REMOTE_MEM_SIZE,
		.pool_offset = REMOTE_POOL,
		.pool_size = REMOTE_POOL_SIZE,
		.timeout_ms = timeout_ms,
		.firmware = FIRMWARE,
	};
	char carveout[32];
	int i, ret;

	memset(remote, 0, sizeof(*remote));
	pthread_mutex_init(&remote->lock, NULL);
	remote->services[0] = "rpmsg-raw";

	/* Linux loads a file even if its content is ignored */
	ret = remote_firmware("raw", 3);
	if (ret)
		return ret;

	remote->fd = open(DEVICE, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (remote->fd < 0)
		return -errno;
	snprintf(create.name, sizeof(create.name), "%s", name);
	if (ioctl(remote->fd, RPROC_USER_CREATE, &create))
		goto fail;
	remote->da = create.mem_addr;
	remote->mem = mmap(NULL, REMOTE_MEM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED,
			   remote->fd, 0);
	if (remote->mem == MAP_FAILED)
		goto fail;

	for (i = 0; i < REMOTE_NUM_BUFFERS; i++) {
		snprintf(carveout, sizeof(carveout), "vdev%dbuffer", i);
		ret = remote_set_range(remote, RPROC_USER_ADD_CARVEOUT, carveout,
				       REMOTE_BUFFER(i), REMOTE_BUFFER_SIZE);
		if (ret)
			return ret;
	}

	return 0;

fail:
	ret = -errno;
	close(remote->fd);
	return ret;
}

int remote_set_table(struct remote *remote, const struct table *table)
{
	memcpy(remote->mem + REMOTE_TABLE, table->bytes, sizeof(table->bytes));

	return remote_set_range(remote, RPROC_USER_SET_TABLE, "", REMOTE_TABLE, table->len);
}

int remote_register(struct remote *remote)
{
	/* before the registration: Linux may boot automatically */
	if (pthread_create(&remote->thread, NULL, remote_main, remote))
		return -EAGAIN;
	if (ioctl(remote->fd, RPROC_USER_REGISTER, &remote->index))
		return -errno;
	remote->registered = true;
	snprintf(remote->sysfs, sizeof(remote->sysfs), "/sys/class/remoteproc/remoteproc%u",
		 remote->index);

	return 0;
}

void remote_destroy(struct remote *remote)
{
	__atomic_store_n(&remote->quit, true, __ATOMIC_RELEASE);
	if (remote->thread)
		pthread_join(remote->thread, NULL);
	munmap(remote->mem, REMOTE_MEM_SIZE);
	close(remote->fd);
}

int remote_state(struct remote *remote, const char *command)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/state", remote->sysfs);

	return write_file(path, command);
}

int remote_get_state(struct remote *remote, char *state, size_t size)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/state", remote->sysfs);

	return read_file(path, state, size);
}

struct wanted_state {
	struct remote *remote;
	const char *state;
};

static bool state_is(void *arg)
{
	struct wanted_state *wanted = arg;
	char state[32];

	return !remote_get_state(wanted->remote, state, sizeof(state)) &&
	       !strcmp(state, wanted->state);
}

int remote_wait_state(struct remote *remote, const char *state)
{
	struct wanted_state wanted = { .remote = remote, .state = state };

	return wait_until(state_is, &wanted) ? 0 : -ETIMEDOUT;
}

int remote_crash(struct remote *remote, uint32_t type)
{
	return ioctl(remote->fd, RPROC_USER_CRASH, &type) ? -errno : 0;
}

int remote_recovery(struct remote *remote, const char *command)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/recovery", remote->sysfs);

	return write_file(path, command);
}

int remote_notify(struct remote *remote, uint32_t notifyid)
{
	return ioctl(remote->fd, RPROC_USER_NOTIFY, &notifyid) ? -errno : 0;
}

bool remote_send(struct remote *remote, unsigned int vdev, uint32_t src, uint32_t dst,
		 const void *data, size_t len)
{
	bool sent;

	pthread_mutex_lock(&remote->lock);
	sent = rpmsg_send(remote, &remote->vdev[vdev], src, dst, data, len);
	pthread_mutex_unlock(&remote->lock);
	if (sent)
		remote_notify(remote, remote->vdev[vdev].ring[0].notifyid);

	return sent;
}

bool remote_announce(struct remote *remote, unsigned int vdev, const char *name,
		     uint32_t addr, bool destroy)
{
	bool sent;

	pthread_mutex_lock(&remote->lock);
	sent = rpmsg_announce(remote, &remote->vdev[vdev], name, addr, destroy);
	pthread_mutex_unlock(&remote->lock);
	if (sent)
		remote_notify(remote, remote->vdev[vdev].ring[0].notifyid);

	return sent;
}

struct wanted_dev {
	struct remote *remote;
	const char *service;
	unsigned int n;
	char path[280];
};

static bool rpmsg_dev_there(void *arg)
{
	struct wanted_dev *wanted = arg;
	unsigned int n = wanted->n;
	char path[280], name[64];
	glob_t found;
	size_t i;

	if (glob(below_remote(wanted->remote, REMOTE_RPMSG), 0, NULL, &found))
		return false;
	wanted->path[0] = '\0';
	for (i = 0; i < found.gl_pathc && !wanted->path[0]; i++) {
		snprintf(path, sizeof(path), "%s/name", found.gl_pathv[i]);
		if (read_file(path, name, sizeof(name)) || strcmp(name, wanted->service))
			continue;
		if (!n--)
			snprintf(wanted->path, sizeof(wanted->path), "/dev/%s",
				 strrchr(found.gl_pathv[i], '/') + 1);
	}
	globfree(&found);

	return wanted->path[0] && !access(wanted->path, R_OK);
}

const char *rpmsg_dev(struct remote *remote, const char *service, unsigned int n)
{
	static struct wanted_dev wanted;

	wanted.remote = remote;
	wanted.service = service;
	wanted.n = n;

	return wait_until(rpmsg_dev_there, &wanted) ? wanted.path : NULL;
}
