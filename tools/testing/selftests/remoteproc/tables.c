// SPDX-License-Identifier: GPL-2.0-only
/* Resource tables, valid, invalid and random, and hostile rings */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "inputs.h"

#define LOOPS 300

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

static struct rsc_vdev *good_vdev(struct table *table)
{
	table_init(table, 1);

	return table_vdev(table, ID_RPMSG, 1, 2, 16, 0);
}

static void bad_num_0(struct table *table)
{
	good_vdev(table)->vring[1].num = 0;
}

static void bad_num_odd(struct table *table)
{
	good_vdev(table)->vring[0].num = 12;
}

static void bad_num_huge(struct table *table)
{
	good_vdev(table)->vring[0].num = 0x80000000;
}

static void bad_align_0(struct table *table)
{
	good_vdev(table)->vring[0].align = 0;
}

static void bad_align_odd(struct table *table)
{
	good_vdev(table)->vring[0].align = 3000;
}

static void bad_reserved(struct table *table)
{
	good_vdev(table)->reserved[1] = 1;
}

static void bad_vrings(struct table *table)
{
	good_vdev(table)->num_of_vrings = 255;
}

static void bad_config(struct table *table)
{
	good_vdev(table)->config_len = 0xfffffff0;
}

static void bad_version(struct table *table)
{
	good_vdev(table);
	((struct rsc_table *)table->bytes)->ver = 2;
}

static void bad_num_entries(struct table *table)
{
	good_vdev(table);
	((struct rsc_table *)table->bytes)->num = 0x40000000;
}

static void bad_offset(struct table *table)
{
	good_vdev(table);
	((struct rsc_table *)table->bytes)->offset[0] = table->len - 2;
}

static void bad_truncated(struct table *table)
{
	good_vdev(table);
	table->len -= 1;
}

static void bad_fixed_da(struct table *table)
{
	good_vdev(table)->vring[0].da = 0x1003;
}

static void bad_carveout_len(struct table *table)
{
	table_init(table, 1);
	table_carveout(table, "heap", 0x10000000);
}

static void bad_trace(struct table *table)
{
	table_init(table, 1);
	((struct rsc_mem *)table_trace(table, 0x1000, 0x100))->type = RSC_DEVMEM;
}

static const struct {
	const char *name;
	void (*make)(struct table *table);
} bad_tables[] = {
	{ "vring without descriptors", bad_num_0 },
	{ "number of descriptors not a power of two", bad_num_odd },
	{ "too many descriptors", bad_num_huge },
	{ "no alignment", bad_align_0 },
	{ "alignment not a power of two", bad_align_odd },
	{ "reserved bytes", bad_reserved },
	{ "more vrings than the entry has", bad_vrings },
	{ "more config space than there is", bad_config },
	{ "unknown version", bad_version },
	{ "more entries than there are", bad_num_entries },
	{ "entry beyond the end", bad_offset },
	{ "entry truncated", bad_truncated },
	{ "vring at an unaligned address", bad_fixed_da },
	{ "carveout larger than the memory", bad_carveout_len },
	{ "truncated device memory", bad_trace },
};

/* Each is refused with an error, and the next good table boots. */
TEST_F_TIMEOUT(remote, table_bad, 120)
{
	struct table bad;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_tables); i++) {
		bad_tables[i].make(&bad);
		ASSERT_EQ(0, remote_set_table(&self->remote, &bad));
		EXPECT_GT(0, remote_state(&self->remote, "start")) {
			TH_LOG("%s: not refused", bad_tables[i].name);
		}
		EXPECT_EQ(0, remote_wait_state(&self->remote, "offline")) {
			TH_LOG("%s", bad_tables[i].name);
		}
		ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
		ASSERT_EQ(0, remote_state(&self->remote, "start")) {
			TH_LOG("%s: the next table", bad_tables[i].name);
		}
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
	}
}

/* A table with all kinds of entries, with random changes */
static void mutated_table(struct remote *remote, uint64_t *state, struct table *table)
{
	table_init(table, 4);
	table_carveout(table, rnd(state) % 2 ? "vdev1buffer" : "heap", 0x4000);
	table_vdev(table, ID_RPMSG, 1, 2, 16, 0);
	table_trace(table, remote->da + REMOTE_TRACE, 0x100);
	table_vdev(table, rnd(state) % 2 ? ID_SERIAL : ID_CONSOLE, 2, 4, 8, 12);
	mutate(state, table->bytes, table->len, 3);
	if (!(rnd(state) % 16))
		table->len = rnd(state) % table->len;
}

/* The boot succeeds or fails. */
TEST_F_TIMEOUT(remote, table_mutated, 100000)
{
	static const struct input_kind kind = {
		"boot", mutated_table, remote_set_table, "stop", "offline",
	};

	try_inputs(_metadata, &self->remote, &kind, LOOPS);
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

/* The vrings are in carveouts of their names, at the addresses in the table. */
TEST_F(remote, named_vring)
{
	struct rsc_vdev *vdev;
	const char *path;
	char buf[8];
	int fd;

	ASSERT_EQ(0, remote_set_range(&self->remote, RPROC_USER_ADD_CARVEOUT, "vdev0vring0",
				      0x8000, 0x2000));
	ASSERT_EQ(0, remote_set_range(&self->remote, RPROC_USER_ADD_CARVEOUT, "vdev0vring1",
				      0xa000, 0x4000));
	EXPECT_EQ(-EEXIST, remote_set_range(&self->remote, RPROC_USER_ADD_CARVEOUT,
					    "vdev0vring1", 0xa000, 0x4000));
	vdev = good_vdev(&self->table);
	vdev->vring[1].da = self->remote.da + 0xc000;
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	vdev = (void *)(self->remote.mem + REMOTE_TABLE + sizeof(struct rsc_table) + 4);
	EXPECT_EQ(self->remote.da + 0x8000, vdev->vring[0].da);
	EXPECT_EQ(self->remote.da + 0xc000, vdev->vring[1].da);
	path = rpmsg_dev(&self->remote, "rpmsg-raw", 0);
	if (!path)
		SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
	fd = open(path, O_RDWR);
	ASSERT_LE(0, fd);
	ASSERT_EQ(5, write(fd, "hello", 5));
	EXPECT_EQ(5, read(fd, buf, sizeof(buf)));
	close(fd);
}

/* The table requests the carveout for the buffers; it is allocated from the pool. */
TEST_F(remote, buffer_carveout)
{
	table_init(&self->table, 4);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 16, 0);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 16, 0);
	table_carveout(&self->table, "vdev2buffer", 0x8000);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 16, 0);
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	ASSERT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 2));
	EXPECT_EQ(0, remote_state(&self->remote, "stop"));
}

/* Descriptors, indices and lengths of both vrings change while Linux sends. */
TEST_F_TIMEOUT(remote, rings_hostile, 100000)
{
	unsigned int i, n, loops = environment("LOOPS", LOOPS) / 6 + 1;
	uint64_t state, seed = environment("SEED", 1);
	unsigned int lockdep = lockdep_enabled();
	unsigned long taint = tainted();
	struct vring_used_elem *used;
	struct ring *ring;
	uint8_t *base;
	int fd;
	const char *path;

	TH_LOG("SEED=%llu", (unsigned long long)seed);
	for (i = 0; i < loops; i++) {
		state = seed + i;
		ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		path = rpmsg_dev(&self->remote, "rpmsg-raw", 0);
		if (!path)
			SKIP(return, "no rpmsg-raw device (CONFIG_RPMSG_CHAR)");
		fd = open(path, O_RDWR | O_NONBLOCK);
		ASSERT_LE(0, fd);
		self->remote.idle = true;
		for (n = 0; n < 200; n++) {
			pthread_mutex_lock(&self->remote.lock);
			ring = &self->remote.vdev[0].ring[rnd(&state) % 2];
			base = (uint8_t *)ring->vring.desc;
			switch (rnd(&state) % 3) {
			case 0:
				base[rnd(&state) % vring_size(ring->num, 4096)] = rnd(&state);
				break;
			case 1:
				used = &ring->vring.used->ring[rnd(&state) % ring->num];
				used->id = rnd(&state) % 32;
				used->len = rnd(&state) % 2000;
				break;
			case 2:
				ring->vring.used->idx += rnd(&state) % 3;
				break;
			}
			pthread_mutex_unlock(&self->remote.lock);
			remote_notify(&self->remote, ring->notifyid);
			if (!(n % 8) && write(fd, "hostile", 7) < 0 && errno == EPIPE)
				break;
		}
		close(fd);
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
		self->remote.idle = false;
		ASSERT_EQ(taint, tainted()) {
			TH_LOG("SEED=%llu LOOPS=1: a report", (unsigned long long)seed + i);
		}
	}
	EXPECT_EQ(lockdep, lockdep_enabled());
	/* the last one is good */
	ASSERT_EQ(0, remote_set_table(&self->remote, &self->table));
	ASSERT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

TEST_HARNESS_MAIN
