#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A console with three ports in the device tree: one pool, and one mailbox channel for all
# eight vrings.
#
# dt: console8
# loops: 3 100
# timeout: 40
. /lib/dt-console.sh

console_echoes
