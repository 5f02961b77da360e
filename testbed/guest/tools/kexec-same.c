// SPDX-License-Identifier: GPL-2.0-only
/*
 * Starts a kernel without a reset, with the device tree and the initramfs of
 * the running one:
 *
 *   kexec-same -l ZIMAGE OLD NEW	load it
 *   kexec-same -e			go
 *
 * On its command line NEW stands in place of OLD, which is as long. The initramfs is
 * at the address in the device tree, if this kernel has kept it (retain_initrd).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/kexec.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FDT	"/sys/firmware/fdt"

/* In DDR, away from where the kernel unpacks itself and from initramfs */
#define ZIMAGE_AT	0xc2000000
#define FDT_AT		0xc4000000

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void read_file(const char *name, struct kexec_segment *segment, unsigned long at)
{
	size_t size = 0, room = 0, page = getpagesize();
	char *data = NULL;
	ssize_t got;
	int fd;

	fd = open(name, O_RDONLY);
	if (fd < 0)
		die(name);
	do {
		if (size == room) {
			room += 1 << 20;
			data = realloc(data, room);
			if (!data)
				die(name);
		}
		got = read(fd, data + size, room - size);
		if (got < 0)
			die(name);
		size += got;
	} while (got);
	close(fd);

	segment->buf = data;
	segment->bufsz = size;
	segment->mem = (void *)at;
	segment->memsz = (size + page - 1) & ~(page - 1);
}

static void load(const char *zimage, const char *old, const char *new)
{
	struct kexec_segment segments[2];
	char *found;

	read_file(zimage, &segments[0], ZIMAGE_AT);
	read_file(FDT, &segments[1], FDT_AT);
	found = memmem(segments[1].buf, segments[1].bufsz, old, strlen(old));
	if (!found) {
		fprintf(stderr, "kexec-same: " FDT ": expected %s on the command line\n", old);
		exit(1);
	}
	memcpy(found, new, strlen(new));

	if (syscall(SYS_kexec_load, ZIMAGE_AT, 2UL, segments, (unsigned long)KEXEC_ARCH_DEFAULT))
		die("kexec_load");
}

int main(int argc, char **argv)
{
	if (argc == 5 && !strcmp(argv[1], "-l") && strlen(argv[3]) == strlen(argv[4])) {
		load(argv[2], argv[3], argv[4]);
		return 0;
	}
	if (argc == 2 && !strcmp(argv[1], "-e")) {
		reboot(RB_KEXEC);
		die("reboot");
	}

	fprintf(stderr,
		"kexec-same: expected -l ZIMAGE OLD NEW, the latter two equally long, or -e\n");
	return 1;
}
