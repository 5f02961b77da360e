// SPDX-License-Identifier: GPL-2.0-only
/* Attaching to a remote processor that is running already */

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "inputs.h"

#define LOOPS 200

FIXTURE_SETUP(remote)
{
	if (remote_missing())
		SKIP(return, "%s", remote_missing());
	ASSERT_EQ(0, fixture_setup(self, RPROC_USER_F_RUNNING |
					   RPROC_USER_F_ATTACH_RECOVERY));
}

FIXTURE_TEARDOWN(remote)
{
	fixture_teardown(self);
}

TEST_F(remote, attach_detach)
{
	unsigned int i;

	for (i = 0; i < 10; i++) {
		ASSERT_EQ(0, remote_wait_state(&self->remote, "detached"));
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		ASSERT_EQ(0, remote_wait_state(&self->remote, "attached"));
		ASSERT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
		ASSERT_EQ(0, remote_state(&self->remote, "detach"));
		/* the table is restored */
		ASSERT_EQ(0, memcmp(self->remote.mem + REMOTE_TABLE, self->table.bytes,
				    self->table.len));
	}
	EXPECT_EQ(10, self->remote.events[RPROC_USER_EV_ATTACH]);
	EXPECT_EQ(10, self->remote.events[RPROC_USER_EV_DETACH]);
	EXPECT_EQ(0, self->remote.events[RPROC_USER_EV_START]);
}

TEST_F(remote, attach_fails)
{
	self->remote.reply[RPROC_USER_EV_ATTACH] = -EIO;
	EXPECT_EQ(-EIO, remote_state(&self->remote, "start"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "detached"));
	EXPECT_EQ(0, memcmp(self->remote.mem + REMOTE_TABLE, self->table.bytes,
			    self->table.len));

	self->remote.reply[RPROC_USER_EV_ATTACH] = 0;
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

TEST_F(remote, detach_fails)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));

	self->remote.reply[RPROC_USER_EV_DETACH] = -EIO;
	EXPECT_EQ(-EIO, remote_state(&self->remote, "detach"));

	self->remote.reply[RPROC_USER_EV_DETACH] = 0;
	EXPECT_EQ(0, remote_state(&self->remote, "detach"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "detached"));
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

static bool attached_again(void *remote)
{
	return __atomic_load_n(&((struct remote *)remote)->events[RPROC_USER_EV_ATTACH],
			       __ATOMIC_ACQUIRE) == 2;
}

TEST_F(remote, recovery_attaches)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_EQ(0, remote_crash(&self->remote, 1));
	ASSERT_TRUE(wait_until(attached_again, &self->remote));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "attached"));
	EXPECT_EQ(1, self->remote.events[RPROC_USER_EV_DETACH]);
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

/* The thread holds the lock until it has chosen the result of the reply. */
static bool detached_once(void *arg)
{
	struct remote *remote = arg;
	bool ret;

	pthread_mutex_lock(&remote->lock);
	ret = remote->events[RPROC_USER_EV_DETACH] == 1;
	pthread_mutex_unlock(&remote->lock);

	return ret;
}

/* A recovery whose detach fails is repeated by attaching, not by a boot. */
TEST_F(remote, recovery_detach_fails)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));

	self->remote.reply[RPROC_USER_EV_DETACH] = -EIO;
	ASSERT_EQ(0, remote_crash(&self->remote, 1));
	ASSERT_TRUE(wait_until(detached_once, &self->remote));
	ASSERT_EQ(0, remote_wait_state(&self->remote, "crashed"));

	self->remote.reply[RPROC_USER_EV_DETACH] = 0;
	ASSERT_EQ(0, remote_recovery(&self->remote, "recover"));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "attached"));
	EXPECT_EQ(0, self->remote.events[RPROC_USER_EV_START]);
	EXPECT_EQ(2, self->remote.events[RPROC_USER_EV_ATTACH]);
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

/* The character device is open when the attached remote processor is removed. */
TEST_F(remote, removed_with_open_cdev)
{
	static const char * const commands[] = { "start", "stop", "detach" };
	unsigned long taint = tainted();
	char path[32];
	size_t i;
	int fd;

	snprintf(path, sizeof(path), "/dev/remoteproc%u", self->remote.index);
	fd = open(path, O_RDWR);
	if (fd < 0)
		SKIP(return, "no %s (CONFIG_REMOTEPROC_CDEV)", path);
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	remote_destroy(&self->remote);
	self->remote.registered = false;
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		EXPECT_EQ(-1, write(fd, commands[i], strlen(commands[i])));
		EXPECT_EQ(ENODEV, errno) {
			TH_LOG("%s", commands[i]);
		}
	}
	close(fd);
	EXPECT_EQ(taint, tainted());
}

static bool started_again(void *remote)
{
	return __atomic_load_n(&((struct remote *)remote)->events[RPROC_USER_EV_START],
			       __ATOMIC_ACQUIRE) == 2;
}

/* A booted remote processor has no table to attach with: recovery boots it. */
TEST_F(remote, recovery_of_a_boot_boots)
{
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_EQ(0, remote_state(&self->remote, "stop"));
	ASSERT_EQ(0, remote_wait_state(&self->remote, "offline"));

	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_EQ(0, remote_wait_state(&self->remote, "running"));
	ASSERT_EQ(0, remote_crash(&self->remote, 1));
	ASSERT_TRUE(wait_until(started_again, &self->remote));
	EXPECT_EQ(0, remote_wait_state(&self->remote, "running"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

/* A table of two vdevs, with random changes */
static void mutated_table(struct remote *remote, uint64_t *state, struct table *table)
{
	struct rsc_vdev *vdev;
	unsigned int n;

	table_init(table, 3);
	table_trace(table, remote->da + REMOTE_TRACE, 0x100);
	for (n = 0; n < 2; n++) {
		vdev = table_vdev(table, ID_RPMSG, 1, 2, 16, 0);
		/* fixed addresses, as after a boot loader, or any */
		if (rnd(state) % 2) {
			vdev->vring[0].da = remote->da + REMOTE_POOL + n * 0x4000;
			vdev->vring[1].da = vdev->vring[0].da + 0x2000;
		}
	}
	mutate(state, table->bytes, table->len, 3);
	if (!(rnd(state) % 16))
		table->len = rnd(state) % table->len;
}

/* The attach succeeds or fails. */
TEST_F_TIMEOUT(remote, table_mutated, 100000)
{
	static const struct input_kind kind = {
		"attach", mutated_table, remote_set_table, "detach", "detached",
	};

	try_inputs(_metadata, &self->remote, &kind, LOOPS);
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

TEST_HARNESS_MAIN
