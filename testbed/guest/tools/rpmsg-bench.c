// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages to a remote that echoes them, for make bench: as little as possible but
 * write(), read() and a comparison goes on between the two marks.
 *
 *   rpmsg-bench ping|stream COUNT SIZE DEVICE
 *
 * ping: a message is sent when the one before is back. stream: 16 are under way; all that
 * are back are taken, then as many are sent. DEVICE is a /dev/rpmsgN, or a port of a
 * virtio console, where a read may be a part of a message in ping, and SIZE of one in stream.
 *
 * A mark is a system call without effect that nothing else here uses; the plugin in
 * testbed/bench/count.c looks for them.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WARM_UP		200
#define IN_FLIGHT	16
#define MAX_SIZE	496
#define WAIT_MS		20000

__attribute__((format(printf, 1, 2), noreturn))
static void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "rpmsg-bench: ");
	vfprintf(stderr, fmt, ap);
	fprintf(stderr, "\n");
	va_end(ap);
	exit(1);
}

static void window_begins(void)
{
	sched_get_priority_max(SCHED_FIFO);
}

static void window_ends(void)
{
	sched_get_priority_min(SCHED_FIFO);
}

static void fill(uint8_t *buf, size_t size, uint32_t seq)
{
	memset(buf, seq, size);
	memcpy(buf, &seq, sizeof(seq));
}

static void compare(const uint8_t *in, const uint8_t *out, size_t size, uint32_t seq)
{
	if (memcmp(in, out, size))
		die("message %u: something else came back", seq);
}

static void ping(int fd, uint32_t from, uint32_t to, size_t size)
{
	uint8_t out[MAX_SIZE], in[MAX_SIZE];
	size_t got;
	ssize_t n;

	for (; from < to; from++) {
		fill(out, size, from);
		if (write(fd, out, size) != (ssize_t)size)
			die("message %u: write: %s", from, strerror(errno));
		for (got = 0; got < size; got += n) {
			n = read(fd, in + got, size - got);
			if (n <= 0)
				die("message %u: read: %s", from, strerror(errno));
		}
		compare(in, out, size, from);
	}
}

static void stream(int fd, uint32_t from, uint32_t to, size_t size)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	uint8_t out[MAX_SIZE], in[MAX_SIZE];
	uint32_t sent = from, back = from;
	ssize_t n;

	while (back < to) {
		while (sent < to && sent - back < IN_FLIGHT) {
			fill(out, size, sent);
			n = write(fd, out, size);
			if (n < 0 && errno == EAGAIN)
				break;
			if (n != (ssize_t)size)
				die("message %u: write: %s", sent, strerror(errno));
			sent++;
		}
		if (poll(&pfd, 1, WAIT_MS) != 1)
			die("message %u: no answer within %d ms", back, WAIT_MS);
		while (back < sent && (n = read(fd, in, size)) > 0) {
			if (n != (ssize_t)size)
				die("message %u: %zd bytes came back", back, n);
			fill(out, size, back);
			compare(in, out, size, back);
			back++;
		}
	}
}

int main(int argc, char **argv)
{
	void (*run)(int fd, uint32_t from, uint32_t to, size_t size);
	uint32_t count;
	size_t size;
	int fd;

	if (argc != 5)
		die("expected ping|stream COUNT SIZE DEVICE");
	run = strcmp(argv[1], "stream") ? ping : stream;
	count = strtoul(argv[2], NULL, 0);
	size = strtoul(argv[3], NULL, 0);
	if (!count || size < sizeof(uint32_t) || size > MAX_SIZE)
		die("expected COUNT from 1, SIZE from 4 to %d", MAX_SIZE);
	fd = open(argv[4], O_RDWR | (run == stream ? O_NONBLOCK : 0));
	if (fd < 0)
		die("%s: %s", argv[4], strerror(errno));
	run(fd, 0, WARM_UP, size);
	window_begins();
	run(fd, WARM_UP, WARM_UP + count, size);
	window_ends();
	printf("%s of %zu bytes: %u there and back\n", argv[1], size, count);
	return 0;
}
