/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that acknowledges a doorbell up to 100 ms late. */
#include "variant.h"

	variant	late, seed=1, ack_delay=100

	echo_vdev

	trace
