// SPDX-License-Identifier: GPL-2.0-only
/* Boot, stop, crash and recovery of a remote processor, and their failures */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/remoteproc_cdev.h>

#include "fixture.h"
#include "mutate.h"

#define LOOPS 10

FIXTURE_SETUP(remote)
{
	if (remote_missing())
		SKIP(return, "%s", remote_missing());
	ASSERT_EQ(0, fixture_setup(self, 0));
}

FIXTURE_TEARDOWN(remote)
{
	fixture_teardown(self);
}

TEST_F_TIMEOUT(remote, start_stop, 120)
{
	int i;

	for (i = 0; i < LOOPS; i++) {
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		ASSERT_EQ(0, remote_wait_state(&self->remote, "running"));
		ASSERT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
		ASSERT_EQ(0, remote_wait_state(&self->remote, "offline"));
		ASSERT_TRUE(remote_path_gone(&self->remote, REMOTE_RPMSG));
	}
	EXPECT_EQ(LOOPS, self->remote.events[RPROC_USER_EV_START]);
	EXPECT_EQ(LOOPS, self->remote.events[RPROC_USER_EV_STOP]);
}

TEST_F(remote, one_remote_for_each_file)
{
	struct rproc_user_create create = {
		.name = "again", .mem_size = 0x1000, .mem_addr = 0x1234,
	};
	uint32_t index;

	EXPECT_EQ(-1, ioctl(self->remote.fd, RPROC_USER_CREATE, &create));
	EXPECT_EQ(EBUSY, errno);
	EXPECT_EQ(0x1234, create.mem_addr);
	EXPECT_EQ(-1, ioctl(self->remote.fd, RPROC_USER_REGISTER, &index));
	EXPECT_EQ(EBUSY, errno);
}

TEST_F(remote, start_fails)
{
	self->remote.reply[RPROC_USER_EV_START] = -EIO;
	EXPECT_EQ(-EIO, remote_state(&self->remote, "start"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));

	self->remote.reply[RPROC_USER_EV_START] = 0;
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

TEST_F(remote, stop_fails)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));

	self->remote.reply[RPROC_USER_EV_STOP] = -EIO;
	EXPECT_EQ(-EIO, remote_state(&self->remote, "stop"));

	self->remote.reply[RPROC_USER_EV_STOP] = 0;
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));
}

/* a remote processor that is to give no reply, with a time limit of its own */
static int silent_remote(struct remote *silent, const struct table *table, uint32_t timeout_ms)
{
	silent->registered = false;

	return remote_create(silent, "silent", 0, timeout_ms) ?:
	       remote_set_table(silent, table) ?:
	       remote_register(silent);
}

static bool starts(void *remote)
{
	return !remote_state(remote, "start");
}

TEST_F(remote, no_reply)
{
	struct remote silent;

	ASSERT_EQ(0, silent_remote(&silent, &self->table, 300));
	silent.mute = true;
	EXPECT_EQ(-ETIMEDOUT, remote_state(&silent, "start"));
	EXPECT_EQ(0, remote_wait_state(&silent, "offline"));

	silent.mute = false;
	EXPECT_TRUE(wait_until(starts, &silent));
	remote_destroy(&silent);
}

TEST_F(remote, late_reply)
{
	struct rproc_user_reply reply = { .seq = 1 };
	struct remote silent;

	ASSERT_EQ(0, silent_remote(&silent, &self->table, 300));
	silent.mute = true;
	EXPECT_EQ(-ETIMEDOUT, remote_state(&silent, "start"));
	EXPECT_EQ(-1, ioctl(silent.fd, RPROC_USER_REPLY, &reply));
	EXPECT_EQ(ENOENT, errno);
	remote_destroy(&silent);
}

/* The error of a reply is an errno for user space. */
TEST_F(remote, bad_reply)
{
	static const int errors[] = { 1, -512, -4095, -4096, INT32_MIN };
	struct rproc_user_reply reply = { .seq = 1 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		reply.error = errors[i];
		EXPECT_EQ(-1, ioctl(self->remote.fd, RPROC_USER_REPLY, &reply));
		EXPECT_EQ(EINVAL, errno);
	}
	self->remote.reply[RPROC_USER_EV_START] = -511;
	EXPECT_EQ(-511, remote_state(&self->remote, "start"));
}

static bool has_start(void *remote)
{
	return __atomic_load_n(&((struct remote *)remote)->events[RPROC_USER_EV_START],
			       __ATOMIC_ACQUIRE);
}

/* An event that cannot be copied is read again. */
TEST_F(remote, read_faults)
{
	struct rproc_user_reply reply = {};
	struct rproc_user_event event;
	struct pollfd pollfd;
	struct remote other;
	int status;
	pid_t pid;

	ASSERT_EQ(0, remote_create(&other, "other", 0, TIMEOUT_MS));
	ASSERT_EQ(0, remote_set_table(&other, &self->table));
	/* this test reads the events, not the thread */
	other.quit = true;
	ASSERT_EQ(0, remote_register(&other));
	pid = fork();
	ASSERT_LE(0, pid);
	if (!pid)
		_exit(!!remote_state(&other, "start"));

	pollfd = (struct pollfd){ .fd = other.fd, .events = POLLIN };
	ASSERT_EQ(1, poll(&pollfd, 1, WAIT_SECONDS * 1000));
	/* the memory cannot be written to */
	ASSERT_EQ(0, mprotect(other.mem, 0x1000, PROT_READ));
	EXPECT_EQ(-1, read(other.fd, other.mem, sizeof(event)));
	EXPECT_EQ(EFAULT, errno);
	ASSERT_EQ(sizeof(event), read(other.fd, &event, sizeof(event)));
	EXPECT_EQ(RPROC_USER_EV_START, event.type);
	reply.seq = event.seq;
	ASSERT_EQ(0, ioctl(other.fd, RPROC_USER_REPLY, &reply));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	remote_destroy(&other);
}

/* SIGKILL ends the wait for a reply, which would last longer than this test. */
TEST_F(remote, waiter_is_killed)
{
	int status;
	pid_t pid;

	self->remote.mute = true;
	pid = fork();
	ASSERT_LE(0, pid);
	if (!pid) {
		remote_state(&self->remote, "start");
		_exit(0);
	}
	ASSERT_TRUE(wait_until(has_start, &self->remote));
	ASSERT_EQ(0, kill(pid, SIGKILL));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_TRUE(WIFSIGNALED(status));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));
}

TEST_F(remote, crash_recovery)
{
	unsigned int i;

	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	for (i = 0; i < 3; i++) {
		ASSERT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
		ASSERT_EQ(0, remote_crash(&self->remote, i));
		while (__atomic_load_n(&self->remote.events[RPROC_USER_EV_START],
				       __ATOMIC_ACQUIRE) < i + 2)
			usleep(1000);
		ASSERT_EQ(0, remote_wait_state(&self->remote, "running"));
	}
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));
}

TEST_F(remote, unknown_crash)
{
	EXPECT_EQ(-EINVAL, remote_crash(&self->remote, 3));
}

/* The thread holds the lock until it has chosen the result of the reply. */
static bool started_twice(void *arg)
{
	struct remote *remote = arg;
	bool ret;

	pthread_mutex_lock(&remote->lock);
	ret = remote->events[RPROC_USER_EV_START] == 2;
	pthread_mutex_unlock(&remote->lock);

	return ret;
}

TEST_F(remote, recovery_fails)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));

	self->remote.reply[RPROC_USER_EV_START] = -EIO;
	ASSERT_EQ(0, remote_crash(&self->remote, 0));
	ASSERT_TRUE(wait_until(started_twice, &self->remote));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));

	self->remote.reply[RPROC_USER_EV_START] = 0;
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

/* A crashed remote processor stays crashed until it is stopped once. */
TEST_F(remote, crashed)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_EQ(0, remote_recovery(&self->remote, "disabled"));
	ASSERT_EQ(0, remote_crash(&self->remote, 0));
	ASSERT_EQ(0, remote_wait_state(&self->remote, "crashed"));

	EXPECT_EQ(-EBUSY, remote_state(&self->remote, "start"));
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));

	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "running"));
}

TEST_F(remote, recovery_enabled_late)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_EQ(0, remote_recovery(&self->remote, "disabled"));
	ASSERT_EQ(0, remote_crash(&self->remote, 0));
	ASSERT_EQ(0, remote_wait_state(&self->remote, "crashed"));
	ASSERT_EQ(0, remote_recovery(&self->remote, "enabled"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "running"));
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));
}

static bool stops(void *remote)
{
	char state[32];

	remote_state(remote, "stop");

	return !remote_get_state(remote, state, sizeof(state)) && !strcmp(state, "offline");
}

/*
 * The remote fails operations, replies late or not at all, and crashes. Then it works
 * again, and must stop and start.
 */
TEST_F_TIMEOUT(remote, random_replies, 100000)
{
	static const int errors[] = { -EIO, -ENOMEM, -EBUSY, -EAGAIN, -EPERM, -511 };
	unsigned int i, type, loops = environment("LOOPS", 6 * LOOPS) / 6 + 1;
	uint64_t state, seed = environment("SEED", 1);
	unsigned long taint = tainted();
	unsigned int lockdep = lockdep_enabled();
	struct remote other;

	/* a short time limit; the good attempts are repeated */
	ASSERT_EQ(0, silent_remote(&other, &self->table, 20));
	TH_LOG("SEED=%llu", (unsigned long long)seed);
	for (i = 0; i < loops; i++) {
		state = seed + i;
		for (type = RPROC_USER_EV_START; type <= RPROC_USER_EV_DETACH; type++)
			other.reply[type] = rnd(&state) % 2 ? 0 : errors[rnd(&state) % 6];
		other.mute = !(rnd(&state) % 8);
		other.delay_ms = rnd(&state) % 4 ? 0 : rnd(&state) % 40;
		remote_recovery(&other, rnd(&state) % 4 ? "enabled" : "disabled");
		remote_state(&other, "start");
		if (rnd(&state) % 2)
			remote_crash(&other, rnd(&state) % 3);
		remote_state(&other, "stop");

		memset(other.reply, 0, sizeof(other.reply));
		other.mute = false;
		other.delay_ms = 0;
		remote_recovery(&other, "enabled");
		ASSERT_TRUE(wait_until(stops, &other)) {
			TH_LOG("SEED=%llu LOOPS=1: no stop", (unsigned long long)seed + i);
		}
		ASSERT_TRUE(wait_until(starts, &other)) {
			TH_LOG("SEED=%llu LOOPS=1: no start", (unsigned long long)seed + i);
		}
		ASSERT_TRUE(wait_until(stops, &other));
		ASSERT_EQ(taint, tainted()) {
			TH_LOG("SEED=%llu LOOPS=1: a report", (unsigned long long)seed + i);
		}
	}
	remote_destroy(&other);
	EXPECT_EQ(lockdep, lockdep_enabled());
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

/* The process dies while its remote processor runs. */
TEST_F(remote, owner_dies)
{
	struct remote other;
	uint32_t index;
	int i, pipes[2];
	char path[96];
	pid_t pid;

	for (i = 0; i < 5; i++) {
		ASSERT_EQ(0, pipe(pipes));
		pid = fork();
		ASSERT_LE(0, pid);
		if (!pid) {
			if (remote_create(&other, "orphan", 0, TIMEOUT_MS) ||
			    remote_set_table(&other, &self->table) ||
			    remote_register(&other) || remote_state(&other, "start") ||
			    write(pipes[1], &other.index, sizeof(index)) != sizeof(index))
				_exit(1);
			pause();
		}
		close(pipes[1]);
		ASSERT_EQ(sizeof(index), read(pipes[0], &index, sizeof(index)));
		close(pipes[0]);
		usleep(i * 3000);
		ASSERT_EQ(0, kill(pid, SIGKILL));
		ASSERT_EQ(pid, waitpid(pid, NULL, 0));
		snprintf(path, sizeof(path), "/sys/class/remoteproc/remoteproc%u", index);
		EXPECT_TRUE(path_gone(path));
	}
}

/* RPROC_SET_SHUTDOWN_ON_RELEASE: the last close of the character device stops it. */
TEST_F(remote, cdev_release)
{
	const char *missing = "no /dev/remoteprocN (CONFIG_REMOTEPROC_CDEV)";
	int32_t one = 1;
	char path[32];
	int fd;

	snprintf(path, sizeof(path), "/dev/remoteproc%u", self->remote.index);
	fd = open(path, O_RDWR);
	if (fd < 0)
		SKIP(return, "%s", missing);
	ASSERT_EQ(0, ioctl(fd, RPROC_SET_SHUTDOWN_ON_RELEASE, &one));
	ASSERT_EQ(5, write(fd, "start", 5));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "running"));
	close(fd);
	EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));
}

/* The dump after a crash contains the memory. */
TEST_F(remote, coredump)
{
	static const char mark[] = "what was there before the crash";
	const char *path = NULL;
	char data[300], *dump;
	ssize_t len, size = 0;
	int fd;

	if (access("/sys/class/devcoredump", F_OK))
		SKIP(return, "no device core dumps (CONFIG_ALLOW_DEV_COREDUMP)");
	if (!read_file("/sys/class/devcoredump/disabled", data, sizeof(data)) && data[0] == '1')
		SKIP(return, "device core dumps are disabled");
	memcpy(self->remote.mem + REMOTE_FREE, mark, sizeof(mark));
	snprintf(data, sizeof(data), "%s/coredump", self->remote.sysfs);
	ASSERT_EQ(0, write_file(data, "enabled"));
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_EQ(0, remote_crash(&self->remote, 2));
	path = remote_wait_path(&self->remote, "devcoredump/data");
	ASSERT_TRUE(!!path);
	snprintf(data, sizeof(data), "%s", path);

	dump = malloc(2 * REMOTE_MEM_SIZE);
	ASSERT_TRUE(!!dump);
	fd = open(data, O_RDWR);
	ASSERT_LE(0, fd);
	while ((len = read(fd, dump + size, 2 * REMOTE_MEM_SIZE - size)) > 0)
		size += len;
	EXPECT_EQ(1, write(fd, "0", 1));
	close(fd);
	EXPECT_LE(REMOTE_MEM_SIZE, size);
	EXPECT_TRUE(!!memmem(dump, size, mark, sizeof(mark)));
	free(dump);
}

TEST_HARNESS_MAIN
