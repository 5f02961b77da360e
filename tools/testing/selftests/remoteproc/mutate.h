/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Random input for tests. Input I of SEED=S is input 0 of SEED=S+I: a failing one can
 * be repeated alone with LOOPS=1. Other functions detect reports of the kernel.
 */

#ifndef MUTATE_H
#define MUTATE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* SplitMix64: the same numbers on all systems */
static inline uint64_t rnd(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;

	return x ^ x >> 31;
}

static inline uint64_t environment(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);

	return text ? strtoull(text, NULL, 0) : otherwise;
}

/* Flip some bits of data, and set some words to values that are often special. */
static inline void mutate(uint64_t *state, uint8_t *data, size_t size, unsigned int max)
{
	static const uint32_t values[] = {
		0, 1, 4, 0x80, 0xff, 0x1000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff
	};
	unsigned int n;
	size_t at;

	for (n = rnd(state) % (max + 1); n && size >= 4; n--) {
		at = rnd(state) % size;
		if (rnd(state) % 2)
			data[at] ^= 1 << rnd(state) % 8;
		else
			memcpy(&data[at < size - 4 ? at & ~3ul : 0], &values[rnd(state) % 10], 4);
	}
}

static inline unsigned long read_number(const char *path)
{
	unsigned long value = 0;
	FILE *file;

	file = fopen(path, "r");
	if (!file)
		return 0;
	if (fscanf(file, "%lu", &value) != 1)
		value = 0;
	fclose(file);

	return value;
}

/*
 * A number that changes with each warning, and with each report of KASAN. The first one
 * taints the kernel, and all are counted.
 */
static inline unsigned long tainted(void)
{
	return read_number("/proc/sys/kernel/tainted") ^
	       read_number("/sys/kernel/warn_count") << 20;
}

/*
 * lockdep disables itself after its first report, which does not taint the kernel.
 * Reading the file is slow, as lockdep counts all dependencies.
 */
static inline unsigned int lockdep_enabled(void)
{
	unsigned int enabled = 1;
	char line[128];
	FILE *file;

	file = fopen("/proc/lockdep_stats", "r");
	if (!file)
		return enabled;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, " debug_locks: %u", &enabled) == 1)
			break;
	fclose(file);

	return enabled;
}

#endif
