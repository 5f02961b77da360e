#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The topics that origin's main branch has in another form, and by turns one more, each
# alone on the base with what it needs: they apply, compile without a new warning, build,
# boot and pass their tests. make topics does that for all.
#
# needs: tree board firmware idle
exec "$(dirname "$0")/../../scripts/topics.sh" "$1" --changed
