#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the Cortex-M4 firmware into build/firmware.
. "$(dirname "$0")/common.sh"

exec make -C "$top/testbed/firmware" -j"$(nproc)" O="$build/firmware"
