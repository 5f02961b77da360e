#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The patches that origin's main branch does not have in this form, each alone:
# they compile without a new warning, build, boot and pass tests. make bisect does
# that for all.
#
# needs: tree board firmware idle
exec "$(dirname "$0")/../../scripts/bisect.sh" "$1" --changed
