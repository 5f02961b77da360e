// SPDX-License-Identifier: GPL-2.0-only
/*
 * Changes fields of a firmware's resource table, by name or by chance.
 *
 *   fw-table IN.elf OUT.elf [FIELD=VALUE]...   these
 *   fw-table -m SEED IN.elf OUT.elf            some, always the same for a SEED
 *
 * Prints what it has changed, so that it can be had again:
 *
 *   vdev0.vring1.num=0x8001 offset0=0x50 size=0x40
 *
 * Fields have the names that they have in the table of IN.elf, which is a good one,
 * whatever is made of it: 'ver', 'num', 'offset0' ...; 'vdev0.dfeatures' ...;
 * 'trace0.len' ... In front of an entry's first field stands its kind, counted from
 * 0 for each kind. 'size' is that of the table (more exactly, of the ELF section), and
 * 'seed' that of what the firmware does by chance.
 */
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_FILE	(1 << 20)
#define MAX_FIELDS	256

enum { RSC_TRACE = 2, RSC_VDEV = 3 };

enum part { HEADER, OFFSET, TYPE, ENTRY, SIZE, SEED };

struct field {
	char name[32];
	enum part part;
	bool vdev;		/* of a vdev or one of its vrings */
	size_t at, width;	/* in the file; 1 or 4 bytes */
};

static uint8_t file[MAX_FILE];
static size_t file_size;
static size_t table, table_size;	/* where in the file */
static struct field fields[MAX_FIELDS];
static unsigned int nfields;
static uint64_t random_state;

__attribute__((format(printf, 1, 2), noreturn))
static void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "fw-table: ");
	vfprintf(stderr, fmt, ap);
	fprintf(stderr, "\n");
	va_end(ap);
	exit(1);
}

/* --- the file ---------------------------------------------------------------- */

static void load(const char *path)
{
	FILE *f = fopen(path, "rb");

	if (!f)
		die("%s: %s", path, strerror(errno));
	file_size = fread(file, 1, sizeof(file), f);
	if (ferror(f) || file_size == sizeof(file))
		die("%s: cannot be read, or has more than %d bytes", path, MAX_FILE - 1);
	fclose(f);
}

static void save(const char *path)
{
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(file, 1, file_size, f) != file_size || fclose(f))
		die("%s: %s", path, strerror(errno));
}

static uint32_t get(size_t at, size_t width)
{
	uint32_t value = 0;

	if (at > file_size - width)
		die("a field at %zu, but the file ends at %zu", at, file_size);
	memcpy(&value, file + at, width);
	return value;
}

static void put(const struct field *field, uint32_t value)
{
	static bool more;

	memcpy(file + field->at, &value, field->width);
	printf("%s%s=0x%x", more ? " " : "", field->name, value);
	more = true;
}

/* The header of a section, as an offset in the file. */
static size_t section(const char *path, const char *name)
{
	const Elf32_Ehdr *ehdr = (const void *)file;
	size_t names, at;
	int i;

	if (file_size < sizeof(*ehdr) || memcmp(ehdr->e_ident, ELFMAG, SELFMAG) ||
	    ehdr->e_ident[EI_CLASS] != ELFCLASS32)
		die("%s: not an ELF file of 32 bits", path);
	names = get(ehdr->e_shoff + ehdr->e_shstrndx * sizeof(Elf32_Shdr) +
		    offsetof(Elf32_Shdr, sh_offset), 4);
	for (i = 0; i < ehdr->e_shnum; i++) {
		at = ehdr->e_shoff + i * sizeof(Elf32_Shdr);
		if (!strcmp((char *)file + names + get(at, 4), name))
			return at;
	}
	die("%s: no section %s", path, name);
}

/* --- its fields ---------------------------------------------------------------- */

__attribute__((format(printf, 5, 6)))
static void add(enum part part, bool vdev, size_t at, size_t width, const char *fmt, ...)
{
	struct field *field = &fields[nfields++];
	va_list ap;

	if (nfields > MAX_FIELDS)
		die("more than %d fields", MAX_FIELDS);
	get(at, width);
	va_start(ap, fmt);
	vsnprintf(field->name, sizeof(field->name), fmt, ap);
	va_end(ap);
	field->part = part;
	field->vdev = vdev;
	field->at = at;
	field->width = width;
}

static void add_vdev(size_t at, int n)
{
	static const char * const words[] = {
		"id", "notifyid", "dfeatures", "gfeatures", "config_len",
	};
	static const char * const bytes[] = {
		"status", "num_of_vrings", "reserved0", "reserved1",
	};
	static const char * const vring[] = {
		"da", "align", "num", "notifyid", "reserved",
	};
	uint32_t vrings = get(at + 25, 1), config = get(at + 20, 4), i, j;

	add(TYPE, true, at, 4, "vdev%d.type", n);
	for (i = 0; i < 5; i++)
		add(ENTRY, true, at + 4 + 4 * i, 4, "vdev%d.%s", n, words[i]);
	for (i = 0; i < 4; i++)
		add(ENTRY, true, at + 24 + i, 1, "vdev%d.%s", n, bytes[i]);
	at += 28;
	for (i = 0; i < vrings; i++)
		for (j = 0; j < 5; j++, at += 4)
			add(ENTRY, true, at, 4, "vdev%d.vring%u.%s", n, i, vring[j]);
	for (i = 0; i < config; i++)
		add(ENTRY, false, at + i, 1, "vdev%d.config%u", n, i);
}

static void add_trace(size_t at, int n)
{
	static const char * const words[] = { "da", "len", "reserved" };
	int i;

	add(TYPE, false, at, 4, "trace%d.type", n);
	for (i = 0; i < 3; i++)
		add(ENTRY, false, at + 4 + 4 * i, 4, "trace%d.%s", n, words[i]);
	for (i = 0; i < 8; i++)
		add(ENTRY, false, at + 16 + 4 * i, 4, "trace%d.name%d", n, i);
}

static void find_fields(const char *path)
{
	size_t header = section(path, ".resource_table");
	int vdevs = 0, traces = 0;
	uint32_t i, num;

	table = get(header + offsetof(Elf32_Shdr, sh_offset), 4);
	table_size = get(header + offsetof(Elf32_Shdr, sh_size), 4);
	num = get(table + 4, 4);

	add(HEADER, false, table, 4, "ver");
	add(HEADER, false, table + 4, 4, "num");
	add(HEADER, false, table + 8, 4, "reserved0");
	add(HEADER, false, table + 12, 4, "reserved1");
	for (i = 0; i < num; i++)
		add(OFFSET, false, table + 16 + 4 * i, 4, "offset%u", i);
	for (i = 0; i < num; i++) {
		size_t at = table + get(table + 16 + 4 * i, 4);
		uint32_t type = get(at, 4);

		if (type == RSC_VDEV)
			add_vdev(at, vdevs++);
		else if (type == RSC_TRACE)
			add_trace(at, traces++);
		else
			die("%s: entry %u has type %u, which is not known here", path, i, type);
	}
	add(SIZE, false, header + offsetof(Elf32_Shdr, sh_size), 4, "size");
	add(SEED, false, get(section(path, ".variant") + offsetof(Elf32_Shdr, sh_offset), 4), 4,
	    "seed");
}

/* --- by name ---------------------------------------------------------------- */

static void change(char *arg)
{
	char *value = strchr(arg, '='), *end;
	unsigned int i;
	uint32_t n;

	if (!value)
		die("expected FIELD=VALUE, found: %s", arg);
	*value++ = '\0';
	n = strtoul(value, &end, 0);
	if (*end || end == value)
		die("%s: expected a number, found: %s", arg, value);
	for (i = 0; i < nfields; i++) {
		if (strcmp(fields[i].name, arg))
			continue;
		put(&fields[i], n);
		return;
	}
	die("%s: the table has no such field", arg);
}

/* --- by chance ---------------------------------------------------------------- */

static uint64_t random_u64(void)
{
	/* a Weyl sequence, its bits mixed */
	uint64_t x = random_state += 0x9e3779b97f4a7c15ull;

	x = (x ^ x >> 32) * 0xd6e8feb86659fd93ull;
	x = (x ^ x >> 32) * 0xd6e8feb86659fd93ull;
	return x ^ x >> 32;
}

static uint32_t below(uint32_t n)
{
	return random_u64() % n;
}

/* Numbers that are more often trouble than random ones are, and neighbours of @old. */
static uint32_t nasty(uint32_t old)
{
	static const uint32_t numbers[] = {
		0, 1, 2, 3, 4, 7, 15, 16, 17, 255, 256, 4095, 4096, 32767, 32768, 32769,
		65535, 65536, 1 << 20, 0x10000000, 0x10040000, 0x10042000, 0x38000000,
		0x7fffffff, 0x80000000, 0xc0000000, 0xfffffff0, 0xffffffff,
	};
	static const int steps[] = { -16, -4, -1, 1, 4, 16, 20 };

	switch (below(4)) {
	case 0:
		return old + steps[below(7)];
	case 1:
		return old ^ 1u << below(32);
	case 2:
		return random_u64();
	default:
		return numbers[below(sizeof(numbers) / sizeof(numbers[0]))];
	}
}

static uint32_t spoilt(const struct field *field)
{
	static const uint8_t counts[] = { 0, 1, 2, 3, 4, 127, 128, 255 };
	static const uint32_t types[] = { 0, 1, 2, 3, 4, 128, 512, 0xffffffff };
	uint32_t old = get(field->at, field->width);

	if (field->width == 1)
		return below(2) ? counts[below(8)] : below(256);
	switch (field->part) {
	case SIZE:
		return below(table_size);
	case TYPE:
		return types[below(8)];
	case OFFSET:	/* within the table: in another entry, or so that its end is missing */
		return below(3) ? 4 * below(table_size / 4) :
		       below(2) ? table_size - below(32) : nasty(old);
	default:
		return nasty(old);
	}
}

/* A field of a vdev as often as any other. */
static const struct field *pick(void)
{
	bool vdev = below(2);
	const struct field *field;

	do
		field = &fields[below(nfields)];
	while (field->part == SEED || (vdev && !field->vdev));
	return field;
}

/* The rarer parts of a table are to have their share. */
static const struct field *pick_part(enum part part)
{
	const struct field *field;

	do
		field = &fields[below(nfields)];
	while (field->part != part);
	return field;
}

static void mutate(uint32_t seed)
{
	static const uint8_t counts[] = { 1, 1, 1, 1, 2, 3 };
	unsigned int i, n;

	random_state = seed;
	n = counts[below(sizeof(counts))];
	for (i = 0; i < n; i++) {
		const struct field *field;
		uint32_t value;

		switch (below(10)) {
		case 0:
			field = pick_part(SIZE);
			break;
		case 1:
			field = pick_part(OFFSET);
			break;
		case 2:
			field = pick_part(TYPE);
			break;
		default:
			field = pick();
		}
		do
			value = spoilt(field);
		while (value == get(field->at, field->width));
		put(field, value);
	}
}

int main(int argc, char **argv)
{
	const char *seed = NULL;
	int opt, i;

	while ((opt = getopt(argc, argv, "m:")) != -1) {
		if (opt != 'm')
			die("see the head of fw-table.c for how to call it");
		seed = optarg;
	}
	if (argc - optind < 2 || (seed && argc - optind != 2))
		die("expected IN.elf OUT.elf, and changes or -m SEED");
	load(argv[optind]);
	find_fields(argv[optind]);
	if (seed)
		mutate(strtoul(seed, NULL, 0));
	for (i = optind + 2; i < argc; i++)
		change(argv[i]);
	printf("\n");
	save(argv[optind + 1]);
	return 0;
}
