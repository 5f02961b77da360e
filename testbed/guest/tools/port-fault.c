// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads from a port, or writes to it, with a page of memory that does not come before
 * somebody says so:
 *
 *   port-fault read|write DEVICE FILE
 *
 * Says "fault" when the kernel wants the page, and gives it when FILE is there; at
 * last "result" and what the system call returned, an error as a negative number.
 */
#include <errno.h>
#include <fcntl.h>
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

/* The page is the parent's, the kernel asks whoever has the descriptor. */
static _Noreturn void give_page(int uffd, unsigned long page, size_t size, const char *file)
{
	struct uffdio_zeropage zero = { .range = { page, size } };
	struct uffd_msg msg;

	if (read(uffd, &msg, sizeof(msg)) != sizeof(msg))
		die("userfaultfd: read");
	puts("fault");
	while (access(file, F_OK))
		usleep(10000);
	if (ioctl(uffd, UFFDIO_ZEROPAGE, &zero))
		die("UFFDIO_ZEROPAGE");
	exit(0);
}

int main(int argc, char **argv)
{
	size_t size = getpagesize();
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	int uffd, fd;
	void *page;
	long ret;

	if (argc != 4 || (strcmp(argv[1], "read") && strcmp(argv[1], "write"))) {
		fprintf(stderr, "usage: port-fault read|write DEVICE FILE\n");
		return 1;
	}
	setlinebuf(stdout);

	fd = open(argv[2], O_RDWR);
	if (fd < 0)
		die(argv[2]);
	page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uffd = syscall(__NR_userfaultfd, O_CLOEXEC);
	if (page == MAP_FAILED || uffd < 0)
		die("userfaultfd");
	reg.range.start = (unsigned long)page;
	reg.range.len = size;
	if (ioctl(uffd, UFFDIO_API, &api) || ioctl(uffd, UFFDIO_REGISTER, &reg))
		die("userfaultfd");
	switch (fork()) {
	case -1:
		die("fork");
	case 0:
		give_page(uffd, reg.range.start, size, argv[3]);
	}

	if (*argv[1] == 'r') {
		/* it comes back */
		if (write(fd, "there and back..", BYTES) != BYTES)
			die("write");
		ret = read(fd, page, BYTES);
	} else {
		ret = write(fd, page, BYTES);
	}
	printf("result %ld\n", ret < 0 ? -(long)errno : ret);

	return 0;
}
