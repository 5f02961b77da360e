#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Example 6 of the binding boots, and its vdevs work.
#
# dt: example-6
# timeout: 30
. /lib/dt-example.sh

example
