#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Firmware with a count of 65535 program headers, the first of them at the very end of the
# image: refused. Linux used to read beyond the image.
#
# timeout: 30
# log: Program headers are out of bounds
# log: Boot failed: -22
. /lib/elf.sh

plan 5

file=/lib/firmware/headers.elf
cp /lib/firmware/echo.elf $file
put $file 28 4 $(($(wc -c < $file) - 32))
put $file 44 2 65535
refused headers 'Program headers are out of bounds'
check_leaks
ktap_finished
