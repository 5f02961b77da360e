/* SPDX-License-Identifier: GPL-2.0-only */
/* The trace buffer: what debugfs shows as remoteproc0/trace0. */
#ifndef TRACE_H
#define TRACE_H

#include "m4.h"

/* Conversions: %s, %c, %u, %d, %x and %0Nx. */
void __printf(1, 2) trace(const char *fmt, ...);

#endif
