/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The quiet rpmsg echo with a delay of 300 us before each answer: a reader on Linux sleeps
 * by then.
 */
#include "variant.h"

	variant	echo-slow, quiet=1, nowait=1, answer_us=300

	echo_vdev

	trace
