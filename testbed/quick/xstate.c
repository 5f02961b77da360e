// SPDX-License-Identifier: GPL-2.0-only
/*
 * Preloaded into User Mode Linux: the extended processor state of its processes in full.
 *
 * Linux 6.12 has room for 2696 bytes of it, and ptrace() accepts all of it or nothing: on
 * a host with AMX, which has 11008, not even init starts. What is beyond belongs to the
 * tile registers, and no test uses those: it is zero.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

/* more than any processor has */
#define STATE_SIZE 65536
/* bit mask of the components that are there, at the beginning of the XSAVE header */
#define XSTATE_BV 512
#define COMPONENTS_WITHIN 0x3ffull

long ptrace(enum __ptrace_request request, ...)
{
	static long (*next)(enum __ptrace_request, ...);
	static unsigned char state[STATE_SIZE] __attribute__((aligned(64)));
	struct iovec *mine, whole = { .iov_base = state, .iov_len = sizeof(state) };
	void *addr, *data;
	va_list args;
	long ret, pid;

	va_start(args, request);
	pid = va_arg(args, long);
	addr = va_arg(args, void *);
	data = va_arg(args, void *);
	va_end(args);

	if (!next)
		next = dlsym(RTLD_NEXT, "ptrace");
	if ((long)addr != NT_X86_XSTATE ||
	    (request != PTRACE_GETREGSET && request != PTRACE_SETREGSET))
		return next(request, pid, addr, data);

	mine = data;
	if (request == PTRACE_SETREGSET) {
		unsigned long long components;

		memset(state, 0, sizeof(state));
		memcpy(state, mine->iov_base, mine->iov_len);
		memcpy(&components, state + XSTATE_BV, sizeof(components));
		components &= COMPONENTS_WITHIN;
		memcpy(state + XSTATE_BV, &components, sizeof(components));
		return next(request, pid, addr, &whole);
	}

	ret = next(request, pid, addr, &whole);
	if (ret >= 0) {
		if (whole.iov_len < mine->iov_len)
			mine->iov_len = whole.iov_len;
		memcpy(mine->iov_base, state, mine->iov_len);
	}

	return ret;
}
