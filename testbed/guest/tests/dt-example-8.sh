#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Example 8 of the binding boots, and its vdevs work.
#
# dt: example-8
# timeout: 30
. /lib/dt-example.sh

example
