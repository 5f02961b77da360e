/* SPDX-License-Identifier: GPL-2.0-only */
/* Checks the board's semaphores and I2C controllers, and offers nothing. */
#include "variant.h"

	variant	board, board=1

	trace
