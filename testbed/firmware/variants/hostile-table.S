/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that scribbles over its resource table while messages flow. */
#include "variant.h"

	variant	hostile-table, seed=1, scribble=SCRIBBLE_TABLE

	echo_vdev

	trace
