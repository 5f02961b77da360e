/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that scribbles over its vrings while messages flow. */
#include "variant.h"

	variant	hostile-rings, seed=1, scribble=SCRIBBLE_RINGS

	echo_vdev

	trace
