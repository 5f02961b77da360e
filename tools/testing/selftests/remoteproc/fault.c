// SPDX-License-Identifier: GPL-2.0-only
/*
 * A memory allocation fails in the middle of an operation. The remote processor is then
 * in a state that fits the result, and the next start, in which none fails, works.
 * LOOPS allocations of each operation fail, one at a time; all if there are fewer.
 */

#include <errno.h>
#include <glob.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fixture.h"
#include "mutate.h"

#define FAIL_NTH	"/proc/thread-self/fail-nth"
#define DEBUGFS		"/sys/kernel/debug/"
/* no operation has so many allocations */
#define MAX_NTH		20000
#define LOOPS		10

FIXTURE_VARIANT(remote) {
	uint32_t flags;
	/* commands that start and stop the remote processor, and its states then */
	const char *start, *on;
	const char *stop, *off;
	/* the operation, if it is not the start */
	bool stops, recovers;
	bool coredump;
};

FIXTURE_VARIANT_ADD(remote, boot) {
	.start = "start", .on = "running", .stop = "stop", .off = "offline",
};

FIXTURE_VARIANT_ADD(remote, stop) {
	.start = "start", .on = "running", .stop = "stop", .off = "offline",
	.stops = true,
};

FIXTURE_VARIANT_ADD(remote, recovery) {
	.start = "start", .on = "running", .stop = "stop", .off = "offline",
	.recovers = true,
};

FIXTURE_VARIANT_ADD(remote, recovery_with_coredump) {
	.start = "start", .on = "running", .stop = "stop", .off = "offline",
	.recovers = true, .coredump = true,
};

FIXTURE_VARIANT_ADD(remote, attach) {
	.flags = RPROC_USER_F_RUNNING,
	.start = "start", .on = "attached", .stop = "detach", .off = "detached",
};

FIXTURE_VARIANT_ADD(remote, detach) {
	.flags = RPROC_USER_F_RUNNING,
	.start = "start", .on = "attached", .stop = "detach", .off = "detached",
	.stops = true,
};

FIXTURE_VARIANT_ADD(remote, recovery_by_attach) {
	.flags = RPROC_USER_F_RUNNING | RPROC_USER_F_ATTACH_RECOVERY,
	.start = "start", .on = "attached", .stop = "detach", .off = "detached",
	.recovers = true,
};

/* Let allocations that can wait fail as well, and print no stack traces. */
static const char *fault_missing(void)
{
	static const char * const options[][2] = {
		{ DEBUGFS "failslab/ignore-gfp-wait", "N" },
		{ DEBUGFS "failslab/verbose", "0" },
		{ DEBUGFS "fail_page_alloc/ignore-gfp-wait", "N" },
		{ DEBUGFS "fail_page_alloc/ignore-gfp-highmem", "N" },
		{ DEBUGFS "fail_page_alloc/min-order", "0" },
		{ DEBUGFS "fail_page_alloc/verbose", "0" },
	};
	size_t i;

	if (access(FAIL_NTH, W_OK))
		return "no " FAIL_NTH " (CONFIG_FAULT_INJECTION)";
	for (i = 0; i < ARRAY_SIZE(options); i++)
		if (write_file(options[i][0], options[i][1]))
			return "no debugfs files (CONFIG_FAILSLAB, CONFIG_FAIL_PAGE_ALLOC)";

	return NULL;
}

static int set_up(FIXTURE_DATA(remote) *self, const FIXTURE_VARIANT(remote) *variant)
{
	char path[96];
	int ret;

	ret = remote_create(&self->remote, "selftest", variant->flags, TIMEOUT_MS);
	if (ret)
		return ret;
	table_init(&self->table, 5);
	table_carveout(&self->table, "heap", 0x1000);
	table_trace(&self->table, self->remote.da + REMOTE_TRACE, 0x100);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 16, 0);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 8, 4);
	table_vdev(&self->table, ID_SERIAL, 0, 2, 16, 0);
	ret = remote_set_table(&self->remote, &self->table) ?: remote_register(&self->remote);
	if (ret || !variant->coredump)
		return ret;

	snprintf(path, sizeof(path), "%s/coredump", self->remote.sysfs);

	return write_file(path, "enabled");
}

FIXTURE_SETUP(remote)
{
	const char *missing = remote_missing() ?: fault_missing();

	if (missing)
		SKIP(return, "%s", missing);
	ASSERT_EQ(0, set_up(self, variant));
}

FIXTURE_TEARDOWN(remote)
{
	fixture_teardown(self);
}

static int write_text(int fd, const void *text)
{
	ssize_t size = strlen(text);

	return pwrite(fd, text, size, 0) == size ? 0 : -errno;
}

static int register_remote(int fd, const void *unused)
{
	uint32_t index;

	return ioctl(fd, RPROC_USER_REGISTER, &index) ? -errno : 0;
}

/*
 * Call a function for a file while allocation number *nth of this thread fails. Sets *nth
 * to 0 if that allocation has failed, otherwise reduces *nth by the number of allocations.
 */
static int call_with_fault(int (*call)(int fd, const void *arg), int fd, const void *arg,
			   unsigned int *nth)
{
	int faults, ret;
	char number[16];
	ssize_t len;

	faults = open(FAIL_NTH, O_RDWR);
	if (faults < 0)
		return -errno;

	len = snprintf(number, sizeof(number), "%u", *nth);
	ret = pwrite(faults, number, len, 0) == len ? call(fd, arg) : -errno;

	len = pread(faults, number, sizeof(number) - 1, 0);
	if (len > 0)
		number[len] = '\0';
	*nth = len > 0 ? strtoul(number, NULL, 10) : 0;
	if (pwrite(faults, "0", 1, 0) != 1)
		ret = -errno;
	close(faults);

	return ret;
}

static int write_with_fault(const char *path, const char *text, unsigned int *nth)
{
	int fd, ret;

	fd = open(path, O_WRONLY);
	if (fd < 0)
		return -errno;
	ret = call_with_fault(write_text, fd, text, nth);
	close(fd);

	return ret;
}

/* A device has only one dump at a time. */
static void discard_coredump(struct remote *remote)
{
	char path[96];
	glob_t found;
	size_t i;

	snprintf(path, sizeof(path), "%s/devcoredump/data", remote->sysfs);
	if (!write_file(path, "0"))
		return;

	/* the link to the dump could not be allocated: discard all dumps */
	if (glob("/sys/class/devcoredump/devcd*/data", 0, NULL, &found))
		return;
	for (i = 0; i < found.gl_pathc; i++)
		write_file(found.gl_pathv[i], "0");
	globfree(&found);
}

/*
 * Run the operation while allocation number *nth fails, see write_with_fault().
 * Afterwards the remote processor is off.
 */
static void operate(struct __test_metadata *_metadata, FIXTURE_DATA(remote) *self,
		    const FIXTURE_VARIANT(remote) *variant, unsigned int *nth)
{
	struct remote *remote = &self->remote;
	char path[96], state[32];
	const char *text;
	bool on;
	int ret;

	if (variant->stops || variant->recovers)
		ASSERT_EQ(0, remote_state(remote, variant->start));
	if (variant->recovers) {
		ASSERT_EQ(0, remote_recovery(remote, "disabled"));
		ASSERT_EQ(0, remote_crash(remote, 0));
		ASSERT_EQ(0, remote_wait_state(remote, "crashed"));
		snprintf(path, sizeof(path), "%s/recovery", remote->sysfs);
		text = "recover";
	} else {
		snprintf(path, sizeof(path), "%s/state", remote->sysfs);
		text = variant->stops ? variant->stop : variant->start;
	}

	ret = write_with_fault(path, text, nth);
	ASSERT_EQ(0, remote_get_state(remote, state, sizeof(state)));

	/* the result of a recovery is not returned */
	on = (ret == 0) != variant->stops;
	if (*nth || !variant->recovers)
		EXPECT_STREQ(on ? variant->on : variant->off, state);
	if (*nth)
		EXPECT_EQ(0, ret);

	if (variant->coredump)
		discard_coredump(remote);
	if (!strcmp(state, variant->on)) {
		ASSERT_EQ(0, remote_state(remote, variant->stop));
	} else if (!strcmp(state, "crashed")) {
		/* a failed recovery: it can be stopped, but not attached to again */
		ASSERT_EQ(0, remote_state(remote, "stop"));
		ASSERT_EQ(0, remote_wait_state(remote, "offline"));
		remote_destroy(remote);
		self->remote.registered = false;
		ASSERT_EQ(0, set_up(self, variant));
	}
	ASSERT_EQ(0, remote_wait_state(remote, variant->off));
}

TEST_F_TIMEOUT(remote, allocations_fail, 100000)
{
	unsigned int i, nth, left = MAX_NTH, loops = environment("LOOPS", LOOPS), count;
	uint64_t seed = environment("SEED", 1);
	unsigned int lockdep = lockdep_enabled();
	unsigned long taint = tainted();

	operate(_metadata, self, variant, &left);
	ASSERT_LT(0, left);
	count = MAX_NTH - left;
	if (loops > count)
		loops = count;
	TH_LOG("%u of %u allocations, SEED=%llu", loops, count, (unsigned long long)seed);

	for (i = 0; i < loops; i++) {
		nth = 1 + (seed + (uint64_t)i * count / loops) % count;
		left = nth;
		operate(_metadata, self, variant, &left);

		if (!remote_state(&self->remote, variant->start) &&
		    rpmsg_dev(&self->remote, "rpmsg-raw", 1) &&
		    !remote_state(&self->remote, variant->stop) &&
		    _metadata->exit_code == KSFT_PASS && taint == tainted())
			continue;
		EXPECT_EQ(taint, tainted());
		ASSERT_TRUE(false) {
			TH_LOG("allocation %u of %u: SEED=%u LOOPS=1", nth, count, nth - 1);
		}
	}
	EXPECT_EQ(lockdep, lockdep_enabled());
}

FIXTURE(registration) {
	struct table table;
};

FIXTURE_SETUP(registration)
{
	const char *missing = remote_missing() ?: fault_missing();

	if (missing)
		SKIP(return, "%s", missing);
	table_init(&self->table, 1);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 16, 0);
}

FIXTURE_TEARDOWN(registration)
{
}

static int create_remote(struct remote *remote, const struct table *table)
{
	return remote_create(remote, "selftest", 0, TIMEOUT_MS) ?:
	       remote_set_table(remote, table);
}

/*
 * Register while allocation number *nth fails, see call_with_fault(). If the registration
 * fails it can be repeated, and the file can be closed in any case.
 */
static void operate_registration(struct __test_metadata *_metadata,
				 const struct table *table, unsigned int *nth, bool again)
{
	struct remote remote;
	int ret;

	ASSERT_EQ(0, create_remote(&remote, table));
	ret = call_with_fault(register_remote, remote.fd, NULL, nth);
	if (*nth)
		EXPECT_EQ(0, ret);
	if (ret && again)
		EXPECT_EQ(0, remote_register(&remote));
	remote_destroy(&remote);
}

TEST_F_TIMEOUT(registration, allocations_fail, 100000)
{
	unsigned int i, nth, left = MAX_NTH, loops = environment("LOOPS", 3 * LOOPS), count;
	uint64_t seed = environment("SEED", 1);
	unsigned int lockdep = lockdep_enabled();
	struct remote remote;
	unsigned long taint;

	operate_registration(_metadata, &self->table, &left, false);
	/* the first open of the device taints the kernel */
	taint = tainted();
	ASSERT_LT(0, left);
	count = MAX_NTH - left;
	if (loops > count)
		loops = count;
	TH_LOG("%u of %u allocations, SEED=%llu", loops, count, (unsigned long long)seed);

	for (i = 0; i < loops; i++) {
		nth = 1 + (seed + (uint64_t)i * count / loops) % count;
		left = nth;
		operate_registration(_metadata, &self->table, &left, nth % 2);

		/* a new registration works */
		ASSERT_EQ(0, create_remote(&remote, &self->table));
		EXPECT_EQ(0, remote_register(&remote));
		remote_destroy(&remote);
		EXPECT_EQ(taint, tainted());
		ASSERT_TRUE(_metadata->exit_code == KSFT_PASS) {
			TH_LOG("allocation %u of %u: SEED=%u LOOPS=1", nth, count, nth - 1);
		}
	}
	EXPECT_EQ(lockdep, lockdep_enabled());

	ASSERT_EQ(0, create_remote(&remote, &self->table));
	ASSERT_EQ(0, remote_register(&remote));
	EXPECT_EQ(0, remote_state(&remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&remote, "rpmsg-raw", 0));
	remote_destroy(&remote);
}

TEST_HARNESS_MAIN
