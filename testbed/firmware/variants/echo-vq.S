/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo with one mailbox channel for both vrings. */
#include "variant.h"

	variant	echo-vq

	echo_vdev channel1=0

	trace
