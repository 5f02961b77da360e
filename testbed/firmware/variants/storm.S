/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rpmsg echo that rings every channel without pause, from its first
 * instruction to its reset.
 */
#include "variant.h"

	variant	storm, storm=1

	echo_vdev

	trace
