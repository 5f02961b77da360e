/* SPDX-License-Identifier: GPL-2.0-only */
/* The trace buffer: what debugfs shows as remoteproc0/trace0. */
#ifndef TRACE_H
#define TRACE_H

/* Conversions: %s, %c, %u, %d, %x and %0Nx. */
void trace(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
