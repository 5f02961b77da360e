// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory and string functions that C code and the compiler need.
 *
 * Buffers may lie in DDR, which the M4's default memory map calls Device
 * memory: unaligned word accesses fault there, so words are copied only where
 * both sides are aligned.
 */
#include "m4.h"

static bool aligned(const void *a, const void *b)
{
	return !(((uintptr_t)a | (uintptr_t)b) & 3);
}

void *memcpy(void *dst, const void *src, size_t n)
{
	volatile u8 *d = dst;
	const volatile u8 *s = src;

	if (aligned(dst, src))
		for (; n >= 4; n -= 4, d += 4, s += 4)
			*(volatile u32 *)d = *(const volatile u32 *)s;
	while (n--)
		*d++ = *s++;
	return dst;
}

void *memset(void *dst, int c, size_t n)
{
	volatile u8 *d = dst;

	while (n--)
		*d++ = c;
	return dst;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const u8 *p = a, *q = b;

	for (; n--; p++, q++)
		if (*p != *q)
			return *p - *q;
	return 0;
}

size_t strlen(const char *s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}
