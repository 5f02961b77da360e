/* SPDX-License-Identifier: GPL-2.0-only */
/* The late rpmsg echo with a mailbox channel for each direction. */
#include "variant.h"

	variant	late-txrx, seed=1, ack_delay=100

	echo_vdev channel0=1, channel1=1, to_linux=0

	trace
