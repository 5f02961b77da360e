/* SPDX-License-Identifier: GPL-2.0-only */
/* The slow rpmsg echo with one mailbox channel for both vrings. */
#include "variant.h"

	variant	echo-vq-slow, quiet=1, nowait=1, answer_us=300

	echo_vdev channel1=0

	trace
