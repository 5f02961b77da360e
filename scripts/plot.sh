#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Draws tables of figures as bars, by gnuplot:
#
#   plot.sh FILE.dat...      writes FILE.svg beside each
#
# The first line of a table is '# TITLE', the second has the headings;
# testbed/bench/plot.gp describes the rest. The second line of the picture holds the
# checksum of its table.
. "$(dirname "$0")/common.sh"

[ $# -gt 0 ] || die "expected FILE.dat..., found nothing"
for table; do
	picture=${table%.dat}.svg
	title=$(sed -n '1s/^# //p' "$table")
	[ -n "$title" ] || die "$table: expected '# TITLE' in the first line"
	gnuplot -e "table='$table'; title='$title'" "$top/testbed/bench/plot.gp" > "$picture.new"
	sed -i "1a$(drawn_from "$table")" "$picture.new"
	mv "$picture.new" "$picture"
	echo "drawn: ${picture#"$top/"}"
done
