#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Example 1 of the binding boots, and its vdevs work.
#
# dt: example-1
# timeout: 30
. /lib/dt-example.sh

example
