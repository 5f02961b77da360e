#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Example 7 of the binding boots, and its vdevs work.
#
# dt: example-7
# timeout: 30
# log: at24 0-0050: supply vcc not found, using dummy regulator
. /lib/dt-example.sh

example
