#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Example 9 of the binding boots, and its vdevs work.
#
# dt: example-9
# timeout: 30
. /lib/dt-example.sh

example
