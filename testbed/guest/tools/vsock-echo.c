// SPDX-License-Identifier: GPL-2.0-only
/*
 * vsock-echo CID PORT COUNT: send so many bytes to a socket that sends them back, and
 * compare.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <linux/vm_sockets.h>
#include <unistd.h>

#define CHUNK 3000

static void die(const char *what)
{
	fprintf(stderr, "vsock-echo: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Send a chunk and read it back: the peer has little room. */
static void echo(int fd, unsigned char *sent, size_t len)
{
	unsigned char got[CHUNK];
	size_t out = 0, in = 0;
	ssize_t n;

	while (in < len) {
		if (out < len) {
			n = send(fd, sent + out, len - out, MSG_DONTWAIT);
			if (n < 0 && errno != EAGAIN)
				die("send");
			out += n > 0 ? n : 0;
		}
		if (in == out)
			continue;
		n = recv(fd, got + in, len - in, 0);
		if (n <= 0)
			die("recv");
		in += n;
	}
	if (memcmp(sent, got, len)) {
		fprintf(stderr, "vsock-echo: other bytes came back\n");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	struct timeval patience = { .tv_sec = 20 };
	struct sockaddr_vm addr = { .svm_family = AF_VSOCK };
	unsigned char chunk[CHUNK];
	size_t i, left;
	int fd;

	if (argc != 4) {
		fprintf(stderr, "vsock-echo: expected CID PORT COUNT\n");
		return 1;
	}
	addr.svm_cid = atoi(argv[1]);
	addr.svm_port = atoi(argv[2]);
	left = atoi(argv[3]);

	fd = socket(AF_VSOCK, SOCK_STREAM, 0);
	if (fd < 0)
		die("socket");
	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)))
		die("SO_RCVTIMEO");
	if (connect(fd, (struct sockaddr *)&addr, sizeof(addr)))
		die("connect");
	srand(left);
	while (left) {
		size_t len = left < CHUNK ? left : CHUNK;

		for (i = 0; i < len; i++)
			chunk[i] = rand();
		echo(fd, chunk, len);
		left -= len;
	}
	close(fd);
	return 0;
}
