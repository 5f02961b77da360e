#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A console with three ports in the device tree: one pool, one mailbox channel for all
# of its eight vrings.
#
# dt: console8
# loops: 3 100
# timeout: 40
. /lib/dt-console.sh

console_echoes
