/* SPDX-License-Identifier: GPL-2.0-only */
/* The late rpmsg echo with one mailbox channel for both vrings. */
#include "variant.h"

	variant	late-vq, seed=1, ack_delay=100

	echo_vdev channel1=0

	trace
