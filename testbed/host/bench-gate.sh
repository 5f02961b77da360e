#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A message costs what testbed/bench/expected.json has, on a legacy vdev and on one of the
# device tree: context switches within 3 %, instructions of the path within 1 %.
#
# needs: bench
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
"$top/scripts/bench.sh" "$top/build/board/count.so"
"$top/testbed/bench.py" --base "$1" --gate
