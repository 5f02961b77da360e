// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines of a GPIO chip, by the kernel's character device:
 *
 *   gpio-line DEVICE edges OUT IN N    drive OUT, read N edges from IN, which is wired to it
 *   gpio-line DEVICE hold IN           wait for edges that never come, until IN is removed
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define EDGES (GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING)

static void die(const char *what)
{
	fprintf(stderr, "gpio-line: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int request(const char *device, unsigned int line, __u64 flags)
{
	struct gpio_v2_line_request req = {
		.offsets = { line },
		.num_lines = 1,
		.config.flags = flags,
		.consumer = "gpio-line",
	};
	int fd = open(device, O_RDWR);

	if (fd < 0)
		die(device);
	if (ioctl(fd, GPIO_V2_GET_LINE_IOCTL, &req))
		die("GPIO_V2_GET_LINE_IOCTL");
	close(fd);
	return req.fd;
}

static void set(int line, int value)
{
	struct gpio_v2_line_values values = { .mask = 1, .bits = value };

	if (ioctl(line, GPIO_V2_LINE_SET_VALUES_IOCTL, &values))
		die("GPIO_V2_LINE_SET_VALUES_IOCTL");
}

static int get(int line)
{
	struct gpio_v2_line_values values = { .mask = 1 };

	if (ioctl(line, GPIO_V2_LINE_GET_VALUES_IOCTL, &values))
		die("GPIO_V2_LINE_GET_VALUES_IOCTL");
	return values.bits & 1;
}

static int edges(int out, int in, int n)
{
	struct gpio_v2_line_event event;
	int i, id, value;

	for (i = 1; i <= n; i++) {
		set(out, i & 1);
		if (read(in, &event, sizeof(event)) != sizeof(event))
			die("read an event");
		id = i & 1 ? GPIO_V2_LINE_EVENT_RISING_EDGE : GPIO_V2_LINE_EVENT_FALLING_EDGE;
		value = get(in);
		if (event.id != (__u32)id || value != (i & 1)) {
			fprintf(stderr, "gpio-line: edge %d: expected event %d and value %d, found %u and %d\n",
				i, id, i & 1, event.id, value);
			return 1;
		}
	}
	return 0;
}

/* Not in read(): the removal of the chip waits for readers. */
static int hold(int in)
{
	struct pollfd fd = { .fd = in, .events = POLLIN };

	puts("ready");
	fflush(stdout);
	if (poll(&fd, 1, -1) != 1 || !(fd.revents & POLLHUP)) {
		fprintf(stderr, "gpio-line: expected POLLHUP, found %#x\n", fd.revents);
		return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 6 && !strcmp(argv[2], "edges"))
		return edges(request(argv[1], atoi(argv[3]), GPIO_V2_LINE_FLAG_OUTPUT),
			     request(argv[1], atoi(argv[4]), GPIO_V2_LINE_FLAG_INPUT | EDGES),
			     atoi(argv[5]));
	if (argc == 4 && !strcmp(argv[2], "hold"))
		return hold(request(argv[1], atoi(argv[3]), GPIO_V2_LINE_FLAG_INPUT | EDGES));
	fprintf(stderr, "gpio-line: expected DEVICE edges OUT IN N, or DEVICE hold IN\n");
	return 1;
}
