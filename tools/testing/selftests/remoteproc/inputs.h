/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tests with random inputs, and with inputs that failed before
 *
 * $LOOPS is the number of random inputs, $SEED the number of the first. $INPUTS is a
 * folder with a folder for each kind of input; its files are tried first. With $DUMP
 * each input is logged before it is tried.
 */

#ifndef INPUTS_H
#define INPUTS_H

#include <glob.h>
#include <sys/prctl.h>

#include "fixture.h"
#include "mutate.h"

/* device addresses of the remote processor's memory begin here in files and logs */
#define INPUT_DA	0xd0000000u

/* A kind of input: how it is made and set, and how a start is undone */
struct input_kind {
	const char *name;
	void (*make)(struct remote *remote, uint64_t *state, struct table *input);
	int (*set)(struct remote *remote, const struct table *input);
	const char *stop, *off;
};

/* Move all words that are addresses of the memory from one base to another. */
static inline void input_move(struct table *input, uint32_t from, uint32_t to)
{
	uint32_t at, word;

	for (at = 0; at + sizeof(word) <= sizeof(input->bytes); at += sizeof(word)) {
		memcpy(&word, input->bytes + at, sizeof(word));
		if (word - from >= REMOTE_MEM_SIZE)
			continue;
		word += to - from;
		memcpy(input->bytes + at, &word, sizeof(word));
	}
}

static inline void input_dump(const struct table *input, uint32_t da, const char *name)
{
	struct table copy = *input;
	uint32_t i;

	input_move(&copy, da, INPUT_DA);
	/* in lines that fit into the kernel's log */
	for (i = 0; i < copy.len; i++) {
		if (i % 100 == 0)
			printf("%s# input %s %u/%u ", i ? "\n" : "", name, i, copy.len);
		printf("%02x", copy.bytes[i]);
	}
	printf("\n");
	fflush(stdout);
}

static inline bool input_load(struct table *input, uint32_t da, const char *path)
{
	FILE *file;

	memset(input, 0, sizeof(*input));
	file = fopen(path, "r");
	if (!file)
		return false;
	input->len = fread(input->bytes, 1, sizeof(input->bytes), file);
	fclose(file);
	input_move(input, INPUT_DA, da);

	return true;
}

/* Start with an input, then stop. Return: 1 if started, else 0. Sets *bad on failure. */
static inline int try_input(struct remote *remote, const struct input_kind *kind,
			    const struct table *input, const char **bad)
{
	unsigned long taint = tainted();
	bool started;
	int ret;

	*bad = NULL;
	ret = kind->set(remote, input);
	if (ret)
		*bad = "cannot be set";
	started = !remote_state(remote, "start");
	if (started && remote_state(remote, kind->stop))
		*bad = "started and does not stop";
	if (remote_wait_state(remote, kind->off))
		*bad = "is not off";
	if (taint != tainted())
		*bad = "a report";

	return started;
}

static inline void try_inputs(struct __test_metadata *_metadata, struct remote *remote,
			      const struct input_kind *kind, unsigned int loops)
{
	uint64_t state, seed = environment("SEED", 1), end;
	const char *bad, *folder = getenv("INPUTS");
	unsigned int lockdep = lockdep_enabled();
	unsigned int n = 0, started = 0;
	struct table input;
	glob_t found = {};
	char name[300];
	size_t i;

	loops = environment("LOOPS", loops);
	end = seed + loops;

	snprintf(name, sizeof(name), "%s/%s/*", folder ?: "", kind->name);
	if (folder && !glob(name, 0, NULL, &found))
		TH_LOG("%zu inputs in %s/%s", found.gl_pathc, folder, kind->name);
	for (i = 0; i < found.gl_pathc; i++) {
		ASSERT_TRUE(input_load(&input, remote->da, found.gl_pathv[i]));
		started += try_input(remote, kind, &input, &bad);
		n++;
		ASSERT_TRUE(!bad) {
			TH_LOG("input %s: %s", found.gl_pathv[i], bad);
		}
	}
	globfree(&found);

	TH_LOG("SEED=%llu", (unsigned long long)seed);
	for (; seed < end; seed++, n++) {
		/* for the kernel's reports, which name the process */
		snprintf(name, sizeof(name), "%.3s %llu", kind->name, (unsigned long long)seed);
		prctl(PR_SET_NAME, name);
		state = seed;
		memset(&input, 0, sizeof(input));
		kind->make(remote, &state, &input);
		if (getenv("DUMP"))
			input_dump(&input, remote->da, kind->name);
		started += try_input(remote, kind, &input, &bad);
		ASSERT_TRUE(!bad) {
			TH_LOG("SEED=%llu LOOPS=1: %s", (unsigned long long)seed, bad);
		}
	}
	TH_LOG("%u of %u started", started, n);
	/* many inputs have no change, or none that matters */
	if (loops >= 100)
		EXPECT_LT(0, started);
	EXPECT_EQ(lockdep, lockdep_enabled());
}

#endif
