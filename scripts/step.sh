#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs one long step of the Makefile: what runs, how far it is and for how long
# on one line; the step's output goes to build/log/NAME.log, its tail is shown
# when the step fails. A step that takes less than a second is not mentioned.
#
#   step.sh [-n LINES] NAME WHAT COMMAND...
#
#   -n LINES   about how many lines COMMAND prints in a run from scratch
. "$(dirname "$0")/common.sh"

total=
if [ "${1-}" = -n ]; then
	total=$2
	shift 2
fi
[ $# -ge 3 ] || die "expected NAME WHAT COMMAND..., found: $*"
name=$1 what=$2
shift 2

log=$build/log/$name.log
mkdir -p "$build/log"
if [ -t 1 ]; then terminal=1; else terminal=; fi

progress()
{
	[ -n "$total" ] || return 0
	lines=$(wc -l < "$log" 2>/dev/null || echo 0)
	percent=$((lines * 100 / total))
	[ $percent -lt 99 ] || percent=99
	printf ', %d %%' $percent
}

tick()
{
	while sleep 1; do
		printf '\r\033[K%s ... %d s%s' "$what" $SECONDS "$(progress)"
	done
}

# The ticker runs beside the step, not the step beside the ticker: a shell makes
# its background jobs deaf to Ctrl-C.
ticker=
stop_ticker()
{
	[ -n "$ticker" ] || return 0
	kill "$ticker" 2>/dev/null || :
	wait "$ticker" 2>/dev/null || :
	ticker=
	printf '\r\033[K'
}
trap stop_ticker EXIT
interrupted=
trap 'interrupted=1' INT

SECONDS=0
if [ -n "$terminal" ]; then
	tick &
	ticker=$!
fi
status=0
"$@" > "$log" 2>&1 < /dev/null || status=$?
stop_ticker

if [ $status -eq 0 ]; then
	[ $SECONDS -lt 1 ] || echo "$what: $SECONDS s"
	exit 0
fi
{
	if [ -n "$interrupted" ] || [ $status -eq 130 ]; then
		echo "$what: interrupted after $SECONDS s"
		exit 130
	fi
	echo "$what: FAILED (status $status) after $SECONDS s"
	tail -n 30 "$log" | sed 's/^/    /'
	echo "all of its output: ${log#"$top/"}"
} >&2
exit $status
