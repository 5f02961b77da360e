// SPDX-License-Identifier: GPL-2.0-only
/*
 * Uses a port whose device is removed meanwhile:
 *
 *   port-user read|write|wait|poll DEVICE [FILE]
 *   port-user partly DEVICE
 *
 * read and write have a page of memory that does not come before FILE is there; what
 * is read comes back from what is written before. wait reads where there is nothing to
 * read, poll waits for something to read. partly reads what comes back into memory that
 * ends after half of it, and then into memory that does not.
 *
 * Says "waits" when it does, and at last "result" and what the system call returned,
 * an error as a negative number; for poll the events.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/userfaultfd.h>

#define BYTES	16

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(1);
}

/*
 * The page is the parent's: the kernel sends the request to the owner of the
 * descriptor.
 */
static _Noreturn void give_page(int uffd, unsigned long page, size_t size, const char *file)
{
	struct uffdio_zeropage zero = { .range = { page, size } };
	struct uffd_msg msg;

	if (read(uffd, &msg, sizeof(msg)) != sizeof(msg))
		die("userfaultfd: read");
	puts("waits");
	while (access(file, F_OK))
		usleep(10000);
	if (ioctl(uffd, UFFDIO_ZEROPAGE, &zero))
		die("UFFDIO_ZEROPAGE");
	exit(0);
}

/* A page that comes late; a child gives it. */
static void *late_page(int fd, const char *file, pid_t *child)
{
	size_t size = getpagesize();
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *page;
	int uffd;

	page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uffd = syscall(__NR_userfaultfd, O_CLOEXEC);
	if (page == MAP_FAILED || uffd < 0)
		die("userfaultfd");
	reg.range.start = (unsigned long)page;
	reg.range.len = size;
	if (ioctl(uffd, UFFDIO_API, &api) || ioctl(uffd, UFFDIO_REGISTER, &reg))
		die("userfaultfd");
	*child = fork();
	if (*child < 0)
		die("fork");
	if (!*child) {
		close(fd);
		give_page(uffd, reg.range.start, size, file);
	}

	return page;
}

/* Memory for @bytes, and nothing behind it. */
static char *short_memory(size_t bytes)
{
	size_t size = getpagesize();
	char *pages = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED || mprotect(pages + size, size, PROT_NONE))
		die("mmap");

	return pages + size - bytes;
}

/* All bytes that arrive, in order; the wait for lost bytes is limited. */
static long read_partly(int fd)
{
	static const char text[BYTES + 1] = "there and back..";
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	char *half = short_memory(BYTES / 2);
	char buf[BYTES];
	long n, more;

	if (write(fd, text, BYTES) != BYTES || poll(&pfd, 1, 5000) != 1)
		die("write");
	n = read(fd, half, BYTES);
	if (n < 0)
		n = 0;
	memcpy(buf, half, n);
	if (poll(&pfd, 1, 1000) == 1) {
		more = read(fd, buf + n, BYTES - n);
		if (more > 0)
			n += more;
	}

	return memcmp(buf, text, n) ? -EIO : n;
}

static long use(int fd, const char *how, const char *file)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	char buf[BYTES];
	pid_t child = 0;
	void *page;
	long ret;

	if (!strcmp(how, "read")) {
		page = late_page(fd, file, &child);
		/* it comes back */
		if (write(fd, "there and back..", BYTES) != BYTES)
			die("write");
		ret = read(fd, page, BYTES);
	} else if (!strcmp(how, "write")) {
		page = late_page(fd, file, &child);
		ret = write(fd, page, BYTES);
	} else if (!strcmp(how, "partly")) {
		return read_partly(fd);
	} else if (!strcmp(how, "wait")) {
		puts("waits");
		ret = read(fd, buf, BYTES);
	} else {
		puts("waits");
		ret = poll(&pfd, 1, -1);
	}
	if (ret < 0)
		ret = -errno;
	else if (!strcmp(how, "poll"))
		ret = pfd.revents;
	if (child)
		kill(child, SIGKILL);

	return ret;
}

int main(int argc, char **argv)
{
	const char *how = argc > 2 ? argv[1] : "";
	int late = !strcmp(how, "read") || !strcmp(how, "write");
	int fd;

	if ((!late && strcmp(how, "wait") && strcmp(how, "poll") && strcmp(how, "partly")) ||
	    argc != 3 + late) {
		fprintf(stderr, "usage: port-user read|write|wait|poll|partly DEVICE [FILE]\n");
		return 1;
	}
	setlinebuf(stdout);

	fd = open(argv[2], O_RDWR);
	if (fd < 0)
		die(argv[2]);
	printf("result %ld\n", use(fd, how, argv[3]));

	return 0;
}
