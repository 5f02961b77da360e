// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sends messages to a remote that echoes them, checks what comes back, byte for
 * byte and in order, and prints the cost.
 *
 *   rpmsg-ping [-n COUNT] [-s SIZE] [-i IN_FLIGHT] [-w MS] [-e ADDRESS] DEVICE
 *
 * DEVICE is a /dev/rpmsgN, where a read is a message; or a tty, where it is a
 * stream; or, with -e, a /dev/rpmsg_ctrlN that creates an endpoint of its own
 * to the remote's ADDRESS. COUNT 0 goes on until SIGTERM. No answer within MS
 * is an error: 5000 times $SLOW if not given. So is anything after the last answer.
 *
 * Prints one line of NAME=VALUE. Context switches are the waits of this process, the
 * kernel's workers and interrupt threads, interrupts those of the mailbox: let nothing
 * else run. The mailbox has two, for
 * what it receives and for a channel that is free again: the latter are the doorbells
 * that Linux rang and the M4 has answered.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <linux/rpmsg.h>

#define MAX_SIZE	496	/* what fits in a buffer of 512 bytes */
#define MAX_IN_FLIGHT	256
#define MAX_SAMPLES	100000
#define MORE_MS		20	/* for what should not come */

static volatile sig_atomic_t terminated;
static int control = -1, endpoint = -1;

static void release_endpoint(void)
{
	if (control >= 0 && endpoint >= 0)
		ioctl(endpoint, RPMSG_DESTROY_EPT_IOCTL);
}

__attribute__((format(printf, 1, 2), noreturn))
static void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "rpmsg-ping: ");
	vfprintf(stderr, fmt, ap);
	fprintf(stderr, "\n");
	va_end(ap);
	release_endpoint();
	exit(1);
}

static void on_term(int sig)
{
	(void)sig;
	terminated = 1;
}

static uint64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ull + ts.tv_nsec;
}

/* Message @seq, as it is sent and as it must come back. */
static void fill(uint8_t *buf, size_t size, uint32_t seq)
{
	uint32_t x = seq * 2654435761u + 1;
	size_t i;

	for (i = 0; i < size; i++) {
		if (i < sizeof(seq)) {
			buf[i] = seq >> (8 * i);
			continue;
		}
		x = x * 1664525 + 1013904223;
		buf[i] = x >> 24;
	}
}

/* How often one task has waited; 0 unless it plays a part in a message. */
static uint64_t waits_of(const char *task)
{
	unsigned long long n = 0;
	char line[256], path[300];
	bool counts = false;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%s/status", task);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		if (!strncmp(line, "Name:\t", 6))
			counts = !strncmp(line + 6, "kworker/", 8) || !strncmp(line + 6, "irq/", 4) ||
				 !strcmp(task, "self");
		if (counts && sscanf(line, "voluntary_ctxt_switches: %llu", &n) == 1)
			break;
	}
	if (f)
		fclose(f);
	return n;
}

/*
 * Context switches of this process, the workers and the interrupt threads, where one of
 * them waits for the next event. Others, and those that a busy host causes by preemption,
 * are no part of a message's cost. A worker that ends takes its number along: the
 * difference of two sums is too small then, or negative.
 */
static uint64_t context_switches(void)
{
	uint64_t n = waits_of("self");
	struct dirent *task;
	DIR *proc = opendir("/proc");

	while (proc && (task = readdir(proc)))
		if (task->d_name[0] >= '1' && task->d_name[0] <= '9' && atoi(task->d_name) != getpid())
			n += waits_of(task->d_name);
	if (proc)
		closedir(proc);
	return n;
}

/* Of all the mailbox's interrupts, and of the last alone, which is "channel free". */
static uint64_t mailbox_interrupts(uint64_t *last)
{
	FILE *f = fopen("/proc/interrupts", "r");
	uint64_t sum = 0;
	char line[1024];

	while (f && fgets(line, sizeof(line), f)) {
		char *p = strchr(line, ':'), *end;

		if (!p || !strstr(line, ".mailbox"))
			continue;
		*last = 0;
		for (p++; ; p = end) {
			unsigned long n = strtoul(p, &end, 10);

			if (end == p)
				break;
			sum += n;
			*last += n;
		}
	}
	if (f)
		fclose(f);
	return sum;
}

/* The endpoint that was just made is known by its name. */
static int find_endpoint(const char *name)
{
	char path[64], found[64];
	int i, fd;

	for (i = 0; i < 256; i++) {
		ssize_t n;

		snprintf(path, sizeof(path), "/sys/class/rpmsg/rpmsg%d/name", i);
		fd = open(path, O_RDONLY);
		if (fd < 0)
			continue;
		n = read(fd, found, sizeof(found) - 1);
		close(fd);
		if (n <= 0)
			continue;
		found[n] = '\0';
		found[strcspn(found, "\n")] = '\0';
		if (strcmp(found, name))
			continue;
		snprintf(path, sizeof(path), "/dev/rpmsg%d", i);
		fd = open(path, O_RDWR);
		if (fd < 0)
			die("%s: %s", path, strerror(errno));
		return fd;
	}
	die("no endpoint %s although it was made", name);
}

static int open_device(const char *dev, const char *address)
{
	struct rpmsg_endpoint_info info = { .src = RPMSG_ADDR_ANY };
	struct termios tio;
	int fd = open(dev, O_RDWR | O_NOCTTY);

	if (fd < 0)
		die("%s: %s", dev, strerror(errno));
	if (address) {
		control = fd;
		info.dst = strtoul(address, NULL, 0);
		snprintf(info.name, sizeof(info.name), "ping-%d", (int)getpid());
		if (ioctl(fd, RPMSG_CREATE_EPT_IOCTL, &info))
			die("%s: no endpoint: %s", dev, strerror(errno));
		fd = endpoint = find_endpoint(info.name);
	}
	if (isatty(fd)) {
		if (tcgetattr(fd, &tio))
			die("%s: %s", dev, strerror(errno));
		cfmakeraw(&tio);
		if (tcsetattr(fd, TCSANOW, &tio))
			die("%s: %s", dev, strerror(errno));
		tcflush(fd, TCIFLUSH);
	}
	return fd;
}

/* One message; a stream may deliver it in pieces. False at a request to end. */
static bool receive(int fd, uint8_t *buf, size_t size, bool stream, int wait_ms,
		    uint32_t seq)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	size_t got = 0;
	ssize_t n;
	int ready;

	while (got < size) {
		ready = poll(&pfd, 1, wait_ms);
		if (terminated)
			return false;
		if (ready < 0)
			die("poll: %s", strerror(errno));
		if (!ready)
			die("message %u: no answer within %d ms", seq, wait_ms);
		/* Room for one byte more than it should be. */
		n = read(fd, buf + got, stream ? size - got : size + 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			die("message %u: read: %s", seq, n ? strerror(errno) : "end of file");
		got += n;
		if (!stream && got != size)
			die("message %u: %zu bytes sent, %zu came back", seq, size, got);
	}
	return true;
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static unsigned long number(const char *arg, unsigned long min, unsigned long max)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 0);

	if (*end || end == arg || n < min || n > max)
		die("expected a number from %lu to %lu, found: %s", min, max, arg);
	return n;
}

int main(int argc, char **argv)
{
	static uint64_t sent_at[MAX_IN_FLIGHT];
	static uint32_t took_us[MAX_SAMPLES];
	uint8_t out[MAX_SIZE], in[MAX_SIZE + 1];
	unsigned long count = 100, size = 32, in_flight = 1, wait_ms = 5000;
	uint64_t begin, end, switches, interrupts, doorbells = 0, rung = 0;
	uint32_t sent = 0, back = 0, samples;
	const char *address = NULL, *slow = getenv("SLOW");
	struct pollfd more = { .events = POLLIN };
	double trips;
	bool stream;
	int fd, opt;

	if (slow && atoi(slow) > 1)
		wait_ms *= atoi(slow);
	while ((opt = getopt(argc, argv, "n:s:i:w:e:")) != -1) {
		switch (opt) {
		case 'n':
			count = number(optarg, 0, 100000000);
			break;
		case 's':
			size = number(optarg, sizeof(uint32_t), MAX_SIZE);
			break;
		case 'i':
			in_flight = number(optarg, 1, MAX_IN_FLIGHT);
			break;
		case 'w':
			wait_ms = number(optarg, 1, 1000000);
			break;
		case 'e':
			address = optarg;
			break;
		default:
			die("see the head of rpmsg-ping.c for the options");
		}
	}
	if (optind != argc - 1)
		die("expected one DEVICE");
	/* not restarted: what waits in write() ends */
	sigaction(SIGTERM, &(struct sigaction){ .sa_handler = on_term }, NULL);
	fd = open_device(argv[optind], address);
	stream = isatty(fd);

	switches = context_switches();
	interrupts = mailbox_interrupts(&doorbells);
	begin = now_ns();
	while (!terminated && (!count || back < count)) {
		while (sent - back < in_flight && (!count || sent < count)) {
			ssize_t n;

			fill(out, size, sent);
			sent_at[sent % MAX_IN_FLIGHT] = now_ns();
			n = write(fd, out, size);
			if (n < 0 && errno == EINTR)
				break;
			if (n != (ssize_t)size)
				die("message %u: write: %s", sent,
				    n < 0 ? strerror(errno) : "not whole");
			sent++;
		}
		if (terminated || !receive(fd, in, size, stream, wait_ms, back))
			break;
		end = now_ns();
		fill(out, size, back);
		if (memcmp(in, out, size))
			die("message %u: something else came back (it says it is number %u)",
			    back, in[0] | in[1] << 8 | in[2] << 16 | (uint32_t)in[3] << 24);
		took_us[back % MAX_SAMPLES] =
			(end - sent_at[back % MAX_IN_FLIGHT]) / 1000;
		back++;
	}
	end = now_ns();
	switches = context_switches() - switches;
	interrupts = mailbox_interrupts(&rung) - interrupts;
	doorbells = rung - doorbells;
	/* (a device that has gone reports an error, too) */
	more.fd = fd;
	if (!terminated && poll(&more, 1, MORE_MS) > 0 && more.revents == POLLIN)
		die("something came back after the last of %lu messages", count);
	release_endpoint();

	samples = back < MAX_SAMPLES ? back : MAX_SAMPLES;
	qsort(took_us, samples, sizeof(took_us[0]), by_value);
	trips = back ? back : 1;
	printf("sent=%u back=%u size=%lu ms=%.1f median_us=%u p99_us=%u max_us=%u switches=%.2f interrupts=%.2f doorbells=%.2f\n",
	       sent, back, size, (end - begin) / 1e6,
	       samples ? took_us[samples / 2] : 0,
	       samples ? took_us[samples * 99 / 100] : 0,
	       samples ? took_us[samples - 1] : 0,
	       (int64_t)switches / trips, interrupts / trips, doorbells / trips);
	return count && back != count;
}
