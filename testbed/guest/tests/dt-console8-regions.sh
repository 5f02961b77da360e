#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A console with three ports in the device tree: one region for each of its eight vrings,
# one mailbox channel for all vrings.
#
# dt: console8-regions
# loops: 3 100
# timeout: 40
. /lib/dt-console.sh

console_echoes
