// SPDX-License-Identifier: GPL-2.0-only
/* Consoles of a remote processor */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "fixture.h"

#define BAD_PORTS_LOOPS 30
#define RNG "virtio_rng"

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

TEST_F(remote, serial)
{
	const char *path;
	char buf[16];
	int i, fd;

	table_init(&self->table, 1);
	table_vdev(&self->table, ID_SERIAL, 0, 2, 16, 0);
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		path = remote_wait_dev(&self->remote, REMOTE_VIRTIO "/virtio-ports/vport*p0");
		if (!path)
			SKIP(return, "no /dev/vportNp0 (CONFIG_VIRTIO_CONSOLE)");
		fd = open(path, O_RDWR);
		ASSERT_LE(0, fd);
		ASSERT_EQ(6, write(fd, "serial", 6));
		EXPECT_EQ(6, read(fd, buf, sizeof(buf)));
		EXPECT_EQ(0, memcmp(buf, "serial", 6));
		/* with the port open, then closed */
		if (i & 1)
			close(fd);
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
		if (!(i & 1))
			close(fd);
	}
}

static bool has_message(void *remote)
{
	return __atomic_load_n(&((struct remote *)remote)->messages, __ATOMIC_ACQUIRE);
}

/* An entropy source, also with wrong lengths */
TEST_F(remote, rng)
{
	static const uint32_t lens[] = { 8, 1, 64, 0x10000, 0xffffffff };
	const char *current = "/sys/class/misc/hw_random/rng_current";
	const char *path = "/sys/class/misc/hw_random/rng_available";
	char names[256], *name, *next, buf[8];
	unsigned int i;
	int fd;

	if (access("/dev/hwrng", R_OK) || access("/sys/bus/virtio/drivers/virtio_rng", F_OK))
		SKIP(return, "no virtio_rng (CONFIG_HW_RANDOM_VIRTIO)");
	table_init(&self->table, 1);
	table_vdev(&self->table, ID_RNG, 0, 1, 8, 0);
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	for (i = 0; i < ARRAY_SIZE(lens); i++) {
		self->remote.rng_len = lens[i];
		self->remote.messages = 0;
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		ASSERT_EQ(0, read_file(path, names, sizeof(names)));
		/* the last one, the system may have others */
		name = NULL;
		for (next = strstr(names, RNG); next; next = strstr(next + 1, RNG))
			name = next;
		ASSERT_TRUE(!!name) {
			TH_LOG("%s", names);
		}
		name[strcspn(name, " ")] = '\0';
		ASSERT_EQ(0, write_file(current, name));
		fd = open("/dev/hwrng", O_RDONLY);
		ASSERT_LE(0, fd);
		EXPECT_EQ(sizeof(buf), read(fd, buf, sizeof(buf)));
		close(fd);
		EXPECT_TRUE(wait_until(has_message, &self->remote));
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
	}
}

static unsigned int count_majors(void)
{
	unsigned int n = 0;
	char line[128];
	FILE *file;

	file = fopen("/proc/devices", "r");
	while (file && fgets(line, sizeof(line), file))
		n += !!strstr(line, "virtio-portsdev");
	if (file)
		fclose(file);

	return n;
}

/* A console with an invalid number of ports fails to probe, and leaves no major number. */
TEST_F(remote, console_ports)
{
	static const uint32_t ports[] = { 0, 0x8001, 0xffffffff };
	struct rsc_vdev *vdev;
	unsigned int before = count_majors();
	unsigned int i;

	if (access("/sys/bus/virtio/drivers/virtio_console", F_OK))
		SKIP(return, "no virtio_console (CONFIG_VIRTIO_CONSOLE)");
	for (i = 0; i < BAD_PORTS_LOOPS; i++) {
		table_init(&self->table, 1);
		/* VIRTIO_CONSOLE_F_MULTIPORT; max_nr_ports follows cols and rows */
		vdev = table_vdev(&self->table, ID_CONSOLE, 1 << 1, 4, 16, 12);
		memcpy((uint8_t *)&vdev->vring[4] + 4, &ports[i % 3], sizeof(ports[0]));
		ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		ASSERT_TRUE(!!remote_wait_path(&self->remote, REMOTE_VIRTIO "/vendor"));
		ASSERT_TRUE(remote_path_gone(&self->remote, REMOTE_VIRTIO "/driver"));
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
	}
	EXPECT_EQ(before, count_majors());
}

TEST_HARNESS_MAIN
