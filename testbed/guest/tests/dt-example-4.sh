#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Example 4 of the binding boots, and its vdevs work.
#
# dt: example-4
# timeout: 30
. /lib/dt-example.sh

example
