// SPDX-License-Identifier: GPL-2.0-only
/* Messages over rpmsg, and the name service */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <termios.h>
#include <unistd.h>

#include "fixture.h"
#include "mutate.h"

/* more than rpmsg_char queues */
#define UNREAD 5000

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

static int open_service(struct remote *remote, const char *service, unsigned int n)
{
	const char *path = rpmsg_dev(remote, service, n);

	return path ? open(path, O_RDWR) : -1;
}

/* Write a message, and expect the same back. */
static bool echo(int fd, const void *data, size_t size)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	char back[512];
	ssize_t len;
	size_t got;

	if (write(fd, data, size) != (ssize_t)size)
		return false;
	for (got = 0; got < size; got += len) {
		if (poll(&pollfd, 1, WAIT_SECONDS * 1000) != 1)
			return false;
		len = read(fd, back + got, sizeof(back) - got);
		if (len <= 0)
			return false;
	}

	return got == size && !memcmp(back, data, size);
}

TEST_F_TIMEOUT(remote, echo, 120)
{
	char data[496];
	int i, fd;

	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	fd = open_service(&self->remote, "rpmsg-raw", 0);
	if (fd < 0)
		SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
	for (i = 0; i < 200; i++) {
		memset(data, i, sizeof(data));
		ASSERT_TRUE(echo(fd, data, 1 + i * 7 % sizeof(data)));
	}
	EXPECT_EQ(200, self->remote.messages);
	close(fd);
}

/* Each bus has its own messages. */
TEST_F(remote, two_vdevs)
{
	int fd[2];

	table_init(&self->table, 2);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 16, 0);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 8, 4);
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	fd[0] = open_service(&self->remote, "rpmsg-raw", 0);
	if (fd[0] < 0)
		SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
	fd[1] = open_service(&self->remote, "rpmsg-raw", 1);
	ASSERT_LE(0, fd[1]);
	EXPECT_TRUE(echo(fd[0], "one", 3));
	EXPECT_TRUE(echo(fd[1], "two", 3));
	EXPECT_EQ(2, self->remote.messages);
	close(fd[0]);
	close(fd[1]);
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
}

TEST_F_TIMEOUT(remote, stop_under_traffic, 120)
{
	int i, n, fd;

	for (i = 0; i < 10; i++) {
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		fd = open_service(&self->remote, "rpmsg-raw", 0);
		if (fd < 0)
			SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
		for (n = 0; n < i; n++)
			ASSERT_EQ(7, write(fd, "traffic", 7));
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
		ASSERT_GT(0, write(fd, "traffic", 7));
		close(fd);
	}
}

/* A service is removed and announced again. lockdep must stay enabled. */
TEST_F_TIMEOUT(remote, ns_destroy, 120)
{
	unsigned int lockdep = lockdep_enabled();
	unsigned long taint = tainted();
	int i;

	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	if (!rpmsg_dev(&self->remote, "rpmsg-raw", 0))
		SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
	for (i = 0; i < 5; i++) {
		ASSERT_TRUE(remote_announce(&self->remote, 0, "rpmsg-raw", REMOTE_EPT, true));
		ASSERT_TRUE(remote_path_gone(&self->remote, REMOTE_RPMSG));
		ASSERT_TRUE(remote_announce(&self->remote, 0, "rpmsg-raw", REMOTE_EPT, false));
		ASSERT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
	}
	/* the removal of an unknown service, and a name without a terminating NUL */
	EXPECT_TRUE(remote_announce(&self->remote, 0, "nothing", 0x999, true));
	EXPECT_TRUE(remote_announce(&self->remote, 0, "rpmsg-raw", REMOTE_EPT, false));
	EXPECT_TRUE(remote_announce(&self->remote, 0, "0123456789012345678901234567890123456789",
				    0x1000, false));
	EXPECT_EQ(taint, tainted());
	EXPECT_EQ(lockdep, lockdep_enabled());
}

/* The local address of the first rpmsg-raw channel. */
static uint32_t local_addr(struct remote *remote)
{
	const char *path = remote_wait_path(remote, REMOTE_VIRTIO "/*rpmsg-raw*/src");
	char text[32];

	if (!path || read_file(path, text, sizeof(text)))
		return 0;

	return strtoul(text, NULL, 0);
}

/* Send a message of the remote, and wait until Linux has returned a buffer for it. */
static bool send_unread(struct remote *remote, uint32_t dst)
{
	int ms;

	for (ms = 0; ms < 5000; ms++) {
		if (remote_send(remote, 0, REMOTE_EPT, dst, "unread", 6))
			return true;
		usleep(1000);
	}

	return false;
}

/* The number of messages that are not read is limited. Some are left on stop. */
TEST_F_TIMEOUT(remote, unread_messages, 120)
{
	struct pollfd pollfd = { .events = POLLIN };
	unsigned int sent = 0, got = 0;
	char buf[64];
	uint32_t src;
	int i, fd;

	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	if (!rpmsg_dev(&self->remote, "rpmsg-raw", 0))
		SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
	src = local_addr(&self->remote);
	ASSERT_NE(0, src);
	while (sent < UNREAD && send_unread(&self->remote, src))
		sent++;
	EXPECT_EQ(UNREAD, sent);

	fd = open_service(&self->remote, "rpmsg-raw", 0);
	ASSERT_LE(0, fd);
	pollfd.fd = fd;
	while (poll(&pollfd, 1, 0) == 1 && read(fd, buf, sizeof(buf)) == 6)
		got++;
	EXPECT_LT(0, got);
	EXPECT_GT(UNREAD, got);
	/* new messages are queued again */
	EXPECT_TRUE(echo(fd, "read", 4));
	close(fd);

	for (i = 0; i < 10; i++)
		remote_send(&self->remote, 0, REMOTE_EPT, src, "unread", 6);
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
}

/* Return the next buffer of a ring of bus 0. */
static void use_buffer(struct remote *remote, unsigned int vring, uint32_t len)
{
	struct ring *ring = &remote->vdev[0].ring[vring];
	struct vring_used *used;
	uint16_t head;

	pthread_mutex_lock(&remote->lock);
	used = ring->vring.used;
	head = ring->vring.avail->ring[ring->last++ % ring->num];
	used->ring[used->idx % ring->num].id = head;
	used->ring[used->idx % ring->num].len = len;
	__atomic_store_n(&used->idx, used->idx + 1, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&remote->lock);
	remote_notify(remote, ring->notifyid);
}

/* A process that waits for a free tx buffer is woken up, if the bus supports this. */
TEST_F(remote, writable)
{
	struct epoll_event event = { .events = EPOLLOUT | EPOLLET };
	struct pollfd pollfd = { .events = POLLOUT };
	int fd, epoll;

	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	fd = open_service(&self->remote, "rpmsg-raw", 0);
	if (fd < 0)
		SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
	pollfd.fd = fd;
	/* not in Linux 6.12 */
	if (poll(&pollfd, 1, 0) != 1)
		return;

	pthread_mutex_lock(&self->remote.lock);
	self->remote.idle = true;
	pthread_mutex_unlock(&self->remote.lock);
	ASSERT_EQ(0, fcntl(fd, F_SETFL, O_NONBLOCK));
	while (write(fd, "traffic", 7) == 7)
		;
	EXPECT_EQ(EAGAIN, errno);
	epoll = epoll_create1(0);
	ASSERT_LE(0, epoll);
	ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
	EXPECT_EQ(0, epoll_wait(epoll, &event, 1, 100));
	use_buffer(&self->remote, 1, 0);
	EXPECT_EQ(1, epoll_wait(epoll, &event, 1, WAIT_SECONDS * 1000));
	EXPECT_EQ(EPOLLOUT, event.events);
	EXPECT_EQ(7, write(fd, "traffic", 7));
	close(epoll);
	close(fd);
}

/* A file stays in an epoll after its channel was removed. */
TEST_F(remote, epoll_after_stop)
{
	unsigned long taint = tainted();
	struct epoll_event event;
	int fd, epoll, i;

	epoll = epoll_create1(0);
	ASSERT_LE(0, epoll);
	for (i = 0; i < 2; i++) {
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		fd = open_service(&self->remote, "rpmsg-raw", 0);
		if (fd < 0)
			SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
		event.events = EPOLLIN | EPOLLOUT;
		ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
		EXPECT_EQ(1, epoll_wait(epoll, &event, 1, WAIT_SECONDS * 1000));
		EXPECT_EQ(EPOLLERR, event.events);
		/* close() removes it as well */
		if (i)
			EXPECT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL));
		close(fd);
	}
	close(epoll);
	EXPECT_EQ(taint, tainted());
}

/* Used lengths that are larger than the buffer, or smaller than the message. */
TEST_F(remote, bad_lengths)
{
	unsigned long taint = tainted();
	static const uint32_t lens[] = { 0, 1, 15, 16, 513, 0x10000, 0xffffffff };
	size_t i;
	int fd;

	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	fd = open_service(&self->remote, "rpmsg-raw", 0);
	if (fd < 0)
		SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
	for (i = 0; i < ARRAY_SIZE(lens); i++)
		use_buffer(&self->remote, 0, lens[i]);
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	close(fd);
	fd = open_service(&self->remote, "rpmsg-raw", 0);
	EXPECT_TRUE(echo(fd, "good", 4));
	close(fd);
	EXPECT_EQ(taint, tainted());
}

static void *raw_writer(void *arg)
{
	int fd = *(int *)arg;

	/* until the channel is removed; there may be no buffer for a while */
	while (write(fd, "traffic", 7) > 0 || errno == ENOMEM || errno == EAGAIN)
		;

	return NULL;
}

/* The process closes its remote processor while messages go both ways. */
TEST_F_TIMEOUT(remote, removed_under_traffic, 120)
{
	pthread_t writer[2];
	struct remote other;
	int i, n, fd;

	for (i = 0; i < 5; i++) {
		ASSERT_EQ(0, remote_create(&other, "other", 0, TIMEOUT_MS));
		ASSERT_EQ(0, remote_set_table(&other, &self->table));
		ASSERT_EQ(0, remote_register(&other));
		ASSERT_EQ(0, remote_state(&other, "start"));
		fd = open_service(&other, "rpmsg-raw", 0);
		if (fd < 0)
			SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
		for (n = 0; n < 2; n++)
			ASSERT_EQ(0, pthread_create(&writer[n], NULL, raw_writer, &fd));
		usleep(2000 * i);
		remote_destroy(&other);
		for (n = 0; n < 2; n++)
			pthread_join(writer[n], NULL);
		close(fd);
		ASSERT_TRUE(path_gone(other.sysfs));
	}
}

#define RPMSG_TTY REMOTE_VIRTIO "/virtio*/tty/ttyRPMSG*"

struct wanted_tty {
	struct remote *remote;
	int fd;
};

static bool tty_opens(void *arg)
{
	struct wanted_tty *wanted = arg;
	const char *path = remote_wait_dev(wanted->remote, RPMSG_TTY);

	wanted->fd = path ? open(path, O_RDWR | O_NOCTTY) : -1;

	/* the file exists before the tty can be opened */
	return !path || wanted->fd >= 0 || errno != ENXIO;
}

static int open_tty(struct remote *remote)
{
	struct wanted_tty wanted = { .remote = remote, .fd = -1 };

	wait_until(tty_opens, &wanted);

	return wanted.fd;
}

TEST_F(remote, tty)
{
	struct termios termios;
	int fd;

	if (access("/sys/bus/rpmsg/drivers/rpmsg_tty", F_OK))
		SKIP(return, "no rpmsg_tty (CONFIG_RPMSG_TTY)");
	self->remote.services[0] = "rpmsg-tty";
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	fd = open_tty(&self->remote);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, tcgetattr(fd, &termios));
	cfmakeraw(&termios);
	ASSERT_EQ(0, tcsetattr(fd, TCSANOW, &termios));
	EXPECT_TRUE(echo(fd, "tty", 3));
	close(fd);
}

static void *tty_writer(void *arg)
{
	int fd = *(int *)arg;

	/* until the hangup; there may be no buffer for a while */
	while (write(fd, "traffic", 7) > 0 || errno == ENOMEM)
		;

	return NULL;
}

/* The tty is written to while its channel is removed. */
TEST_F_TIMEOUT(remote, tty_removed_under_traffic, 120)
{
	pthread_t writer[2];
	int i, n, fd;

	if (access("/sys/bus/rpmsg/drivers/rpmsg_tty", F_OK))
		SKIP(return, "no rpmsg_tty (CONFIG_RPMSG_TTY)");
	self->remote.services[0] = "rpmsg-tty";
	for (i = 0; i < 10; i++) {
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		fd = open_tty(&self->remote);
		ASSERT_LE(0, fd) {
			TH_LOG("%s", strerror(errno));
		}
		for (n = 0; n < 2; n++)
			ASSERT_EQ(0, pthread_create(&writer[n], NULL, tty_writer, &fd));
		usleep(2000 * i);
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
		for (n = 0; n < 2; n++)
			pthread_join(writer[n], NULL);
		close(fd);
		ASSERT_TRUE(remote_path_gone(&self->remote, RPMSG_TTY));
	}
}

TEST_HARNESS_MAIN
