#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Example 10 of the binding boots, and its vdevs work. The plain kernel has no swiotlb,
# which copies to a "restricted-dma-pool".
#
# dt: example-10
# kernel: debug
# timeout: 30
. /lib/dt-example.sh

example
