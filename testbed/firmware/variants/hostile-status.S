/* SPDX-License-Identifier: GPL-2.0-only */
/* The rpmsg echo that sets DRIVER_OK while Linux sets up the driver. */
#include "variant.h"

	variant	hostile-status, scribble=SCRIBBLE_STATUS

	echo_vdev

	trace
