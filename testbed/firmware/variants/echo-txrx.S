/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo with a mailbox channel for each direction: Linux rings 1, the M4 rings 0. */
#include "variant.h"

	variant	echo-txrx

	echo_vdev channel0=1, channel1=1, to_linux=0

	trace
