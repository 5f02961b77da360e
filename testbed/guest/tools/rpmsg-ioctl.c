// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls of rpmsg's character devices, on the file that is standard input:
 *
 *   rpmsg-ioctl endpoint|create|release NAME SOURCE DESTINATION < /dev/rpmsg_ctrlN
 *   rpmsg-ioctl pause|resume < /dev/rpmsgN
 *
 * 'any' is an address, too. Says which error there was.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <linux/rpmsg.h>

/* newer than Debian 12's headers */
#ifndef RPMSG_SET_INCOMING_FLOWCONTROL
#define RPMSG_SET_INCOMING_FLOWCONTROL _IOR(0xb5, 0x6, int)
#endif

static uint32_t address(const char *arg)
{
	return strcmp(arg, "any") ? strtoul(arg, NULL, 0) : RPMSG_ADDR_ANY;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		unsigned long request;
		int args;
		unsigned long value;
	} all[] = {
		{ "endpoint", RPMSG_CREATE_EPT_IOCTL, 5, 0 },
		{ "create", RPMSG_CREATE_DEV_IOCTL, 5, 0 },
		{ "release", RPMSG_RELEASE_DEV_IOCTL, 5, 0 },
		{ "pause", RPMSG_SET_INCOMING_FLOWCONTROL, 2, 1 },
		{ "resume", RPMSG_SET_INCOMING_FLOWCONTROL, 2, 0 },
	};
	struct rpmsg_endpoint_info info = { .name = "" };
	unsigned int i;
	int ret;

	for (i = 0; argc > 1 && i < sizeof(all) / sizeof(all[0]); i++) {
		if (strcmp(argv[1], all[i].name) || argc != all[i].args)
			continue;
		if (argc == 5) {
			snprintf(info.name, sizeof(info.name), "%s", argv[2]);
			info.src = address(argv[3]);
			info.dst = address(argv[4]);
			ret = ioctl(0, all[i].request, &info);
		} else {
			ret = ioctl(0, all[i].request, all[i].value);
		}
		if (ret)
			perror(argv[1]);
		return !!ret;
	}
	fprintf(stderr, "rpmsg-ioctl: expected one of its requests with its arguments\n");
	return 2;
}
