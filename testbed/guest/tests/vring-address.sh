#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Fixed device addresses of vrings. The M4 gets an address at the start of the region or
# inside it. Any other address, or one that is not aligned, is refused: the boot fails and
# the log gives the reason. Linux used to replace an address inside the region by the
# start of the region.
#
# timeout: 30
# log: Boot failed: -22
# log: Failed to process resources: -22
# log: rproc-virtio rproc-virtio\.[0-9]+\.auto: probe with driver rproc-virtio failed with error -22
# log: failed to set up vdev0: -22
# log: vdev0 vring0: invalid da 0x10040804: not aligned to 16
# log: Registered carveout vdev0vring0 doesn't fit da request: .*
. /lib/rproc.sh

plan 14

talks_at()	# FIRMWARE ADDRESS
{
	fw "$1"
	must "$1: start" start
	check "$1: it answers" ping_raw -n 20
	check "$1: the M4 has vring 0 at $2" trace_has "vdev0 vring0 da $2"
	check "$1: stop" stop
}

refused()
{
	mark
	fw "$1"
	check "$1: refused" fails start || stop
	check "$1: the log says why" expect_log "$2"
}

talks_at da-fixed 10040000
# 16 buffers need 0x1a6 bytes
talks_at bad-da-inside 10040800
refused bad-da-outside "vdev0vring0 doesn't fit da request: 0x20000000\+"
refused bad-da-odd 'vdev0 vring0: invalid da 0x10040804: not aligned to 16'
fw echo
check "no fixed address: start, answer, stop" eval "start && ping_raw -n 20 && stop"
check_leaks
ktap_finished
