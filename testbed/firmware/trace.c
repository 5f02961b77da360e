// SPDX-License-Identifier: GPL-2.0-only
/*
 * The trace buffer and a printf small enough for it.
 *
 * Linux shows the buffer from its start to the first NUL, so it cannot be a
 * ring. The start (boot and addresses) is always kept; when the buffer is full,
 * the older half of the rest is dropped.
 */
#include "m4.h"
#include "trace.h"
#include "variant.h"

#define TRACE_KEEP	(TRACE_SIZE / 4)

char trace_buf[TRACE_SIZE] __section(".trace");
static u32 trace_pos;

static void make_room(void)
{
	u32 from = TRACE_KEEP + (TRACE_SIZE - TRACE_KEEP) / 2;
	u32 to = TRACE_KEEP;

	/* Whole lines only: complete the kept one, drop a torn one. */
	while (to < from && trace_buf[to - 1] != '\n')
		to++;
	while (from < trace_pos && trace_buf[from - 1] != '\n')
		from++;
	memcpy(&trace_buf[to], "[...]\n", 6);
	to += 6;
	for (; from < trace_pos; from++, to++)
		trace_buf[to] = trace_buf[from];
	memset(&trace_buf[to], 0, trace_pos - to);
	trace_pos = to;
}

static void put(char c)
{
	if (trace_pos >= TRACE_SIZE - 1)
		make_room();
	trace_buf[trace_pos++] = c;
}

static void put_number(u32 v, u32 base, u32 width)
{
	char digits[10];
	u32 n = 0;

	do {
		digits[n++] = "0123456789abcdef"[v % base];
		v /= base;
	} while (v);
	for (; width > n; width--)
		put('0');
	while (n)
		put(digits[--n]);
}

void trace(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	for (; *fmt; fmt++) {
		const char *s;
		u32 width = 0;
		int v;

		if (*fmt != '%') {
			put(*fmt);
			continue;
		}
		while (*++fmt >= '0' && *fmt <= '9')
			width = 10 * width + *fmt - '0';
		switch (*fmt) {
		case 's':
			for (s = va_arg(ap, const char *); *s; s++)
				put(*s);
			break;
		case 'c':
			put(va_arg(ap, int));
			break;
		case 'd':
			v = va_arg(ap, int);
			if (v < 0)
				put('-');
			put_number(v < 0 ? -(u32)v : (u32)v, 10, width);
			break;
		case 'x':
			put_number(va_arg(ap, u32), 16, width);
			break;
		default:
			put_number(va_arg(ap, u32), 10, width);
		}
	}
	va_end(ap);
}
