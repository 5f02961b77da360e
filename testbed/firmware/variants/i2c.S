/* SPDX-License-Identifier: GPL-2.0-only */
/* An I2C adapter with an EEPROM (24c02 at 0x50, driver at24) on its bus. */
#include "variant.h"

	variant	i2c

	vdev	VIRTIO_ID_I2C, features=VIRTIO_I2C_F_ZERO_LENGTH, vrings=1
	vring	num=16, channel=0

	trace
