#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Resource tables with an invalid field. The boot fails with EINVAL, the log gives the
# field and its value, nothing is left of the vdev, and the next good firmware works.
# Linux used to boot without the vdev, to read beyond the table, or to use memory that was
# too small.
#
# timeout: 60
# log: Boot failed: -22
# log: Failed to process resources: -22
# log: rproc-virtio rproc-virtio\.[0-9]+\.auto: probe with driver rproc-virtio failed with error -22
# log: failed to set up vdev[0-9]+: -22
# log: vdev0 vring0: invalid qsz [0-9]+: not a power of two up to 32768
# log: vdev0 vring0: invalid alignment [0-9]+: not a power of two from 4 to 1048576
# log: too many vrings: [0-9]+
# log: vdev0 rsc is truncated: needs [0-9]+ bytes, has [0-9]+
# log: rsc table is truncated: .*
# log: Registered carveout vdev0vring0 doesn't fit da request: .*
# log: vdev rsc has non zero reserved bytes
. /lib/rproc.sh

plan 65

boot_error()
{
	mark
	fw "$1"
	error=$( (echo start > "$R/state") 2>&1) && return 1
	case $error in
	*"Invalid argument"*) ;;
	*) ktap_print_msg "$error"; return 1 ;;
	esac
}

refused()	# NAME REGEX
{
	check "$1: EINVAL" boot_error "$1"
	check "$1: the log says why" expect_log "$2"
	check "$1: offline" is offline || stop
	check "$1: no vdev is left" no_vdev
}

refused bad-num-0 'vdev0 vring0: invalid qsz 0:'
refused bad-num-3 'vdev0 vring0: invalid qsz 3:'
refused bad-num-32769 'vdev0 vring0: invalid qsz 32769:'
refused bad-num-65536 'vdev0 vring0: invalid qsz 65536:'
refused bad-num-2g 'vdev0 vring0: invalid qsz 2147483648:'
refused bad-align-0 'vdev0 vring0: invalid alignment 0:'
refused bad-align-3 'vdev0 vring0: invalid alignment 3:'
refused bad-align-2g 'vdev0 vring0: invalid alignment 2147483648:'
refused bad-vrings-3 'too many vrings: 3|vdev0 rsc is truncated'
refused bad-vrings-255 'vdev0 rsc is truncated: needs 51[0-9][0-9] bytes'
refused bad-config-1 'vdev0 rsc is truncated: needs 65 bytes, has 64'
refused bad-config-4g 'vdev0 rsc is truncated: needs 4294967295 bytes'
refused bad-truncated 'vdev0 rsc is truncated: needs 24 bytes, has 20'
refused bad-offset 'rsc table is truncated: entry 0 at 0x10000'
refused bad-offset-4g 'rsc table is truncated: entry 0 at 0xfffffff0'
fw echo
must "a good table starts" start
check "it answers" ping_raw -n 20
check "stop" stop
check "no vdev is left" no_vdev
check_leaks
ktap_finished
