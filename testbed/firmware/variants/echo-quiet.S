/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rpmsg echo with the lowest cost: it requests no kick on returned buffers
 * and does not ring a doorbell that is still ringing. The latter needs a
 * mailbox controller that frees the channel before it calls its client.
 */
#include "variant.h"

	variant	echo-quiet, quiet=1, nowait=1

	echo_vdev

	trace
