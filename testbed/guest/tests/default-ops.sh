#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A remote processor whose driver leaves all operations to the core. Its firmware must
# have a resource table. Without a table, or with a bad one, the start fails with EINVAL,
# as before, and not with the error of a missing file. The log distinguishes these cases.
#
# timeout: 30
# log: bare: loading out-of-tree module taints kernel
# log: no resource table in empty-table.elf, bare needs one
# log: unsupported fw ver: 2
# log: Direct firmware load for missing.elf failed with error -2
# log: request_firmware failed: -2
# log: Boot failed: -(2|22)$
. /lib/dt-bad.sh

plan 7

insmod /lib/modules/bare.ko
# shellcheck disable=SC2034 # for the helpers
R=/sys/class/remoteproc/remoteproc1 D=/sys/kernel/debug/remoteproc/remoteproc1
must "it is there" is offline
fw no-vdev
check "firmware with a table" eval "start && is running && stop"
fw empty-table
check "no table" start_fails "Invalid argument"
check "the log says so" log_has 'no resource table in empty-table.elf, bare needs one'
fw bad-version
check "a table of another version" start_fails "Invalid argument"
fw missing
check "no firmware" start_fails "No such file or directory"
check_leaks
ktap_finished
