/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that an unmodified Linux and device tree boot. */
#include "variant.h"

	variant	echo

	echo_vdev

	trace
