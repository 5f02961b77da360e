#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The M4 overwrites its resource table while messages flow: status, features, number and
# size of the vrings, length of the configuration. Linux has read the table once and does
# not rely on it again: all messages arrive, the M4 can be stopped, and good firmware
# works.
#
# loops: 10 500
# timeout: 90
. /lib/hostile.sh

hostile_table
