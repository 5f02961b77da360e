#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's own unit tests of vdevs, which ran before this test. This test checks that
# each suite ended well and that nothing leaked. The kernel's kunit.py evaluates their
# output on the console.
#
# kernel: debug
# kunit: remoteproc_virtio*
# timeout: 60
# log: Test should be marked slow
# log: vdev1 rsc (is truncated: needs|has non zero reserved bytes)
# log: vdev\d vring\d: invalid (qsz|alignment) \d+: not a power of two
# log: vdev\d vring\d: invalid da 0x[0-9a-f]+: not aligned to \d+
# log: Failed to process resources: -\d+
# log: Registered carveout vdev\dvring\d doesn't fit (len|da) request
# log: rproc_virtio_[gs]et: access out of bounds
# log: probe with driver rproc[-_]virtio(_kunit)? failed with error -\d+
# log: kunit has no kick operation, and vdev 0 no mailbox
# log: /rproc-kunit-ranges/vdev@0: dma-ranges of /rproc-kunit-bus are out of reach: the nodes in between need some$
# log: can't attach to rproc kunit: -5
# says: ^rproc_virtio_kunit virtio[0-9]+: features 0x4000000000000 don't fit in 32 bits$
# says: /rproc-kunit-second/vdev@1: cannot make a device$
# says: vdev 1: /rproc-kunit-second/vdev@1 has no device yet$
# says: /rproc-kunit-second/vdev@1: cannot map memory into the IOMMU domain of kunit$
# says: ^rproc-virtio .*: vring 0: cannot ring the remote processor: -22$
# says: ^rproc-virtio .*: mailbox channel 0: cannot ring the remote processor: -22$
# says: ^rproc-virtio .*: vring 1: cannot ring the remote processor: -22$
# log: /rproc-kunit-[a-z-]*/vdev.* (virtio,id is \d+, the firmware's vdev|have the same reg|is not ready yet|failed to probe: -\d+)
# log: /rproc-kunit-[a-z-]*/vdev.*: (expected a (reg|virtio,id)|memory-region 0 is disabled)
# says: region test \[mem 0x(fffff000|100000000)-0x100000fff\] ends at device address 0x0000000100000fff, the limit is 0x00000000ffffffff$
. /lib/rproc.sh

suites="table transport vring life of mbox mem"
plan 8

ended()	# SUITE: well, as the last line of its results says
{
	results=/sys/kernel/debug/kunit/remoteproc_virtio_$1/results
	tail -n 1 "$results" | grep -q "^ok .* remoteproc_virtio_$1\$"
}

passed()	# SUITE: it has run, and nothing was skipped
{
	ended "$1" && grep -q '^    ok ' "$results" && ! grep '# SKIP' "$results"
}

for suite in $suites; do
	check "$suite" passed "$suite"
done
check_leaks
ktap_finished
