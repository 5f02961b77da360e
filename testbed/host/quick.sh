#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The selftests and the unit tests pass in User Mode Linux, with KASAN, lockdep,
# kmemleak, UBSAN and debug objects, and nothing is reported.
#
# needs: tree idle
. "$(dirname "$0")/../../scripts/common.sh"

"$top/scripts/kernel.sh" "$1" yes quick
exec "$top/scripts/quick.sh" "$1"
