/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo whose used index goes back by one: a whole round of messages. */
#include "variant.h"

	variant	hostile-jump, scribble=SCRIBBLE_JUMP

	echo_vdev

	trace
