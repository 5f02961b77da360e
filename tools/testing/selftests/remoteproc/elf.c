// SPDX-License-Identifier: GPL-2.0-only
/* Firmware that is an ELF file, valid, invalid and random */

#include <elf.h>
#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#include "inputs.h"

#define LOOPS 200
#define CODE "the code of the firmware"

/* an ELF file: code, a resource table, and the names of the sections */
struct image {
	Elf32_Ehdr ehdr;
	Elf32_Phdr phdr[2];
	Elf32_Shdr shdr[3];
	char names[32];
	char code[32];
	uint8_t table[512];
};

#define NAMES "\0.shstrtab\0.resource_table"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ELFDATA_OWN ELFDATA2LSB
#else
#define ELFDATA_OWN ELFDATA2MSB
#endif

static void image_init(struct image *image, uint64_t da, const struct table *table)
{
	*image = (struct image){
		.ehdr = {
			.e_ident = {
				ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32,
				ELFDATA_OWN, EV_CURRENT,
			},
			.e_type = ET_EXEC,
			.e_version = EV_CURRENT,
			.e_entry = da + REMOTE_FREE,
			.e_phoff = offsetof(struct image, phdr),
			.e_shoff = offsetof(struct image, shdr),
			.e_ehsize = sizeof(Elf32_Ehdr),
			.e_phentsize = sizeof(Elf32_Phdr),
			.e_phnum = 2,
			.e_shentsize = sizeof(Elf32_Shdr),
			.e_shnum = 3,
			.e_shstrndx = 1,
		},
		.phdr = { {
			.p_type = PT_LOAD,
			.p_offset = offsetof(struct image, code),
			.p_paddr = da + REMOTE_FREE,
			.p_filesz = sizeof(image->code),
			.p_memsz = 0x100,
		}, {
			.p_type = PT_LOAD,
			.p_offset = offsetof(struct image, table),
			.p_paddr = da + REMOTE_TABLE,
			.p_filesz = table->len,
			.p_memsz = table->len,
		} },
		.shdr = { { 0 }, {
			.sh_name = 1,
			.sh_type = SHT_STRTAB,
			.sh_offset = offsetof(struct image, names),
			.sh_size = sizeof(NAMES),
		}, {
			.sh_name = 11,
			.sh_type = SHT_PROGBITS,
			.sh_flags = SHF_ALLOC,
			.sh_addr = da + REMOTE_TABLE,
			.sh_offset = offsetof(struct image, table),
			.sh_size = table->len,
		} },
		.names = NAMES,
		.code = CODE,
	};
	memcpy(image->table, table->bytes, table->len);
}

FIXTURE_SETUP(remote)
{
	if (remote_missing())
		SKIP(return, "%s", remote_missing());
	ASSERT_EQ(0, fixture_setup(self, REMOTE_ELF));
}

FIXTURE_TEARDOWN(remote)
{
	fixture_teardown(self);
}

TEST_F(remote, elf)
{
	struct image image;
	int i;

	image_init(&image, self->remote.da, &self->table);
	ASSERT_EQ(0, remote_firmware(&image, sizeof(image)));
	for (i = 0; i < 3; i++) {
		/* the rest of the segment, which is not in the file, is cleared */
		memset(self->remote.mem + REMOTE_FREE, 0xff, 0x200);
		ASSERT_EQ(0, remote_state(&self->remote, "start"));
		EXPECT_EQ(0, memcmp(self->remote.mem + REMOTE_FREE, CODE, sizeof(CODE)));
		EXPECT_EQ(0, self->remote.mem[REMOTE_FREE + 0xff]);
		EXPECT_EQ(0xff, self->remote.mem[REMOTE_FREE + 0x100]);
		EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
		ASSERT_EQ(0, remote_state(&self->remote, "stop"));
	}
	EXPECT_EQ(self->remote.da + REMOTE_FREE, self->remote.boot_addr);
}

static void bad_magic(struct image *image)
{
	image->ehdr.e_ident[0] = 0;
}

static void bad_class(struct image *image)
{
	image->ehdr.e_ident[EI_CLASS] = 7;
}

static void bad_order(struct image *image)
{
	image->ehdr.e_ident[EI_DATA] ^= ELFDATA2LSB ^ ELFDATA2MSB;
}

static void bad_phoff(struct image *image)
{
	image->ehdr.e_phoff = sizeof(*image) - 4;
}

static void bad_phnum(struct image *image)
{
	image->ehdr.e_phnum = 0;
}

static void bad_shoff(struct image *image)
{
	image->ehdr.e_shoff = 0xffffff00;
}

static void bad_segment_offset(struct image *image)
{
	image->phdr[0].p_offset = sizeof(*image);
}

static void bad_segment_address(struct image *image)
{
	image->phdr[0].p_paddr = 4;
}

static void bad_segment_size(struct image *image)
{
	image->phdr[0].p_memsz = REMOTE_MEM_SIZE;
}

static void bad_segment_sizes(struct image *image)
{
	image->phdr[0].p_memsz = 1;
}

static void bad_table_offset(struct image *image)
{
	image->shdr[2].sh_offset = 0xfffffff0;
}

static void bad_table_size(struct image *image)
{
	image->shdr[2].sh_size = 0x10000;
}

static void bad_table_version(struct image *image)
{
	((struct rsc_table *)image->table)->ver = 2;
}

static const struct {
	const char *name;
	void (*make)(struct image *image);
} bad_images[] = {
	{ "no magic", bad_magic },
	{ "unknown class", bad_class },
	{ "other byte order", bad_order },
	{ "program headers beyond the end", bad_phoff },
	{ "no program headers", bad_phnum },
	{ "section headers beyond the end", bad_shoff },
	{ "segment beyond the end", bad_segment_offset },
	{ "segment outside of the memory", bad_segment_address },
	{ "segment larger than the memory", bad_segment_size },
	{ "segment larger in the file than in the memory", bad_segment_sizes },
	{ "table beyond the end", bad_table_offset },
	{ "table larger than the file", bad_table_size },
	{ "table of another version", bad_table_version },
};

/* Each is refused, and the next good file boots. */
TEST_F_TIMEOUT(remote, elf_bad, 120)
{
	struct image image;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_images); i++) {
		image_init(&image, self->remote.da, &self->table);
		bad_images[i].make(&image);
		ASSERT_EQ(0, remote_firmware(&image, sizeof(image)));
		EXPECT_GT(0, remote_state(&self->remote, "start")) {
			TH_LOG("%s: not refused", bad_images[i].name);
			remote_state(&self->remote, "stop");
		}
		EXPECT_EQ(0, remote_wait_state(&self->remote, "offline"));
	}
	image_init(&image, self->remote.da, &self->table);
	for (i = 0; i < sizeof(image.ehdr); i += 7) {
		ASSERT_EQ(0, remote_firmware(&image, i));
		EXPECT_GT(0, remote_state(&self->remote, "start")) {
			TH_LOG("%zu bytes: not refused", i);
		}
	}
	ASSERT_EQ(0, remote_firmware(&image, sizeof(image)));
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

/* An ELF file with random changes, mostly of the headers */
static void mutated_image(struct remote *remote, uint64_t *state, struct table *input)
{
	struct image *image = (struct image *)input->bytes;
	struct table table;

	table_init(&table, 1);
	table_vdev(&table, ID_RPMSG, 1, 2, 16, 0);
	image_init(image, remote->da, &table);
	mutate(state, input->bytes,
	       rnd(state) % 4 ? offsetof(struct image, code) : sizeof(*image), 3);
	input->len = rnd(state) % 8 ? sizeof(*image) : rnd(state) % sizeof(*image);
}

static int set_image(struct remote *remote, const struct table *input)
{
	return remote_firmware(input->bytes, input->len);
}

/* The boot succeeds or fails. */
TEST_F_TIMEOUT(remote, elf_mutated, 100000)
{
	static const struct input_kind kind = {
		"elf", mutated_image, set_image, "stop", "offline",
	};
	struct image image;

	try_inputs(_metadata, &self->remote, &kind, LOOPS);
	image_init(&image, self->remote.da, &self->table);
	ASSERT_EQ(0, remote_firmware(&image, sizeof(image)));
	EXPECT_EQ(0, remote_state(&self->remote, "start"));
	EXPECT_TRUE(!!rpmsg_dev(&self->remote, "rpmsg-raw", 0));
}

TEST_HARNESS_MAIN
