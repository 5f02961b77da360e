# SPDX-License-Identifier: GPL-2.0-only
#
# Draws a table of figures as bars, for scripts/plot.sh:
#
#   gnuplot -e "table='FILE.dat'; title='...'" plot.gp > FILE.svg
#
# Behind the title the table has a line of headings (what is compared, a bar each), then a
# line for each group of bars; words with blanks are in quotes, '-' stands for a figure that
# is not there.
set terminal svg size 900,420 font "sans-serif,13" background "white"
set title title
set style data histograms
set style histogram cluster gap 1
set style fill solid 0.85 border -1
set boxwidth 0.9
set yrange [0:*]
set grid ytics
set bmargin 3
set key outside top center horizontal
set xtics nomirror
set datafile missing "-"
stats table skip 2 using 0 nooutput
plot for [i = 2:STATS_columns] table using i:xtic(1) title columnheader(i)
