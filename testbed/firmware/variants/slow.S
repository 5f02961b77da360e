/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that acknowledges a doorbell up to 5 ms late. */
#include "variant.h"

	variant	slow, seed=1, ack_delay=5

	echo_vdev

	trace
