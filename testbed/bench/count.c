// SPDX-License-Identifier: GPL-2.0-only
/*
 * A TCG plugin that counts what the Cortex-A7s execute in marked windows, for make
 * bench: instructions and calls of each function of the kernel.
 *
 *   count.so,map=System.map,out=FILE,begin=FUNCTION,end=FUNCTION
 *
 * A window goes from a call of the function 'begin' to one of 'end': system calls that
 * only the tool in the guest uses. FILE gets, for each window, a line "window",
 * a line "FUNCTION INSTRUCTIONS CALLS" for each function that ran, and a line "end".
 * What is not the kernel's own text counts as "user" or "other".
 *
 * QEMU numbers the A7s before the M4, which is left out. An A7 counts in an array of its
 * own: no two of them write to one word.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glib.h>
#include <qemu-plugin.h>

#define A7S		2
#define MAX_FUNCTIONS	60000
#define KERNEL_TEXT	0xc0000000u
#define VECTORS		0xffff0000u

QEMU_PLUGIN_EXPORT int qemu_plugin_version = QEMU_PLUGIN_VERSION;

struct function {
	uint32_t address;
	const char *name;
};

struct count {
	uint64_t instructions;
	uint64_t calls;
};

/* What a translation block adds to which function. */
struct block {
	unsigned int function;
	unsigned int instructions;
	bool is_entry;
};

static struct function function[MAX_FUNCTIONS];
static unsigned int functions, user, other;
static struct count count[A7S][MAX_FUNCTIONS];
static uint32_t begin_address, end_address;
static FILE *out;

static int by_address(const void *a, const void *b)
{
	const struct function *x = a, *y = b;

	return x->address < y->address ? -1 : x->address > y->address;
}

static unsigned int function_of(uint64_t address)
{
	unsigned int low = 0, high = functions;

	if (address < KERNEL_TEXT)
		return user;
	if (address >= VECTORS || address < function[0].address)
		return other;
	while (high - low > 1) {
		unsigned int middle = (low + high) / 2;

		if (function[middle].address <= address)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void window_begins(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	memset(count, 0, sizeof(count));
}

static void window_ends(unsigned int cpu, void *data)
{
	unsigned int i, a7;

	(void)cpu;
	(void)data;
	fprintf(out, "window\n");
	for (i = 0; i <= other; i++) {
		struct count sum = { 0 };

		for (a7 = 0; a7 < A7S; a7++) {
			sum.instructions += count[a7][i].instructions;
			sum.calls += count[a7][i].calls;
		}
		if (sum.instructions)
			fprintf(out, "%s %" PRIu64 " %" PRIu64 "\n",
				i == user ? "user" : i == other ? "other" : function[i].name,
				sum.instructions, sum.calls);
	}
	fprintf(out, "end\n");
	fflush(out);
}

static void executed(unsigned int cpu, void *data)
{
	const struct block *block = data;

	if (cpu >= A7S)
		return;
	count[cpu][block->function].instructions += block->instructions;
	count[cpu][block->function].calls += block->is_entry;
}

/* A block stays as long as QEMU may run it, which is to its end. */
static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	uint64_t address = qemu_plugin_tb_vaddr(tb);
	struct block *block = g_new0(struct block, 1);

	(void)id;
	block->function = function_of(address);
	block->instructions = qemu_plugin_tb_n_insns(tb);
	block->is_entry = block->function < functions &&
			  function[block->function].address == address;
	qemu_plugin_register_vcpu_tb_exec_cb(tb, executed, QEMU_PLUGIN_CB_NO_REGS, block);
	if (address == begin_address)
		qemu_plugin_register_vcpu_tb_exec_cb(tb, window_begins,
						     QEMU_PLUGIN_CB_NO_REGS, NULL);
	if (address == end_address)
		qemu_plugin_register_vcpu_tb_exec_cb(tb, window_ends,
						     QEMU_PLUGIN_CB_NO_REGS, NULL);
}

static bool read_map(const char *path, const char *begin, const char *end)
{
	char line[512], name[256], type;
	FILE *map = fopen(path, "r");
	unsigned int i, unique = 0;
	unsigned long address;

	if (!map)
		return false;
	while (functions < MAX_FUNCTIONS - 2 && fgets(line, sizeof(line), map)) {
		if (sscanf(line, "%lx %c %255s", &address, &type, name) != 3 ||
		    !strchr("TtWw", type) || name[0] == '$')
			continue;
		if (!strcmp(name, begin))
			begin_address = address;
		if (!strcmp(name, end))
			end_address = address;
		function[functions++] = (struct function){ address, g_strdup(name) };
	}
	fclose(map);
	/* One name is enough for an address. */
	qsort(function, functions, sizeof(function[0]), by_address);
	for (i = 0; i < functions; i++)
		if (!unique || function[i].address != function[unique - 1].address)
			function[unique++] = function[i];
	functions = unique;
	user = functions;
	other = functions + 1;
	return begin_address && end_address;
}

QEMU_PLUGIN_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info,
					   int argc, char **argv)
{
	const char *map = NULL, *begin = NULL, *end = NULL;
	int i;

	(void)info;
	for (i = 0; i < argc; i++) {
		if (g_str_has_prefix(argv[i], "map="))
			map = argv[i] + strlen("map=");
		else if (g_str_has_prefix(argv[i], "begin="))
			begin = argv[i] + strlen("begin=");
		else if (g_str_has_prefix(argv[i], "end="))
			end = argv[i] + strlen("end=");
		else if (g_str_has_prefix(argv[i], "out="))
			out = fopen(argv[i] + strlen("out="), "w");
	}
	if (!map || !begin || !end || !out) {
		fprintf(stderr, "count: expected map=, begin=, end= and out= (to be written)\n");
		return -1;
	}
	if (!read_map(map, begin, end)) {
		fprintf(stderr, "count: %s: expected %s and %s there\n", map, begin, end);
		return -1;
	}
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	return 0;
}
