#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Compiles an overlay of the user's, for DTS=:
#
#   dts.sh BASE SERIES FLAVOUR FILE.dtso RESULT.dtbo
#
# FILE.dtso may include the kernel's headers and what lies beside it.
. "$(dirname "$0")/common.sh"
. "$top/scripts/compile-dt.sh"

[ $# = 5 ] || die "expected BASE SERIES FLAVOUR FILE RESULT, found: $*"
tree=$(tree_of "$1" "$2")
kernel=$tree/o-$3

mkdir -p "$(dirname "$5")"
compile_dt "$4" "$5" || die "DTS=$4: the errors above"
