#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes overlays for the board from the examples of the vdev binding, so that
# what the binding shows is also booted:
#
#   dt-examples.sh TREE DIR
#
#   TREE    a kernel tree with the series
#   DIR     gets example-1.dtso ...; they include files of testbed/dts
#
# The examples use the labels of stm32mp157c-dk2.dts; the memory that they need
# beyond that is in testbed/dts.
. "$(dirname "$0")/common.sh"

[ $# = 2 ] || die "expected TREE DIR, found: $*"
binding=$1/Documentation/devicetree/bindings/remoteproc/rproc-virtio.yaml
[ -f "$binding" ] || die "$1 has no binding rproc-virtio.yaml: is the series applied?"
mkdir -p "$2"
dir=$(cd "$2" && pwd -P)
memory="vdev1vring0:vdev1-memory vdev0pool:vdev0pool vdevpool:vdevpool"

rm -f "$dir"/example-*.dtso "$dir"/example-*.body
awk -v dir="$dir" '
	/^examples:/ { examples = 1; next }
	!examples || /^\.\.\.$/ { next }
	/^  - \|$/ { file = dir "/example-" ++n ".body"; next }
	{
		sub(/^    /, "")
		sub(/^remoteproc \{$/, "\\&m4_rproc {")
		sub(/^reserved-memory \{$/, "\\&{/reserved-memory} {")
		print > file
	}' "$binding"

# Has the example a vdev whose buffers are in the system's memory?
in_ddr()	# BODY
{
	grep -q '"restricted-dma-pool"' "$1" ||
		[ "$(grep -c '^    vdev@' "$1")" != "$(grep -c '^        memory-region' "$1")" ]
}

count=0
for body in "$dir"/example-*.body; do
	[ -f "$body" ] || die "$binding has no examples"
	grep -q '^&m4_rproc {$' "$body" ||
		die "$(basename "$body" .body) of $binding: expected a node 'remoteproc', found: $(head -n 2 "$body" | tr '\n' ' ')"
	{
		echo "// SPDX-License-Identifier: GPL-2.0-only"
		echo "/* From an example of rproc-virtio.yaml. */"
		echo "/dts-v1/;"
		echo "/plugin/;"
		for pair in $memory; do
			! grep -q "<&${pair%%:*}>" "$body" ||
				echo "#include \"$top/testbed/dts/${pair#*:}.dtsi\""
		done
		! in_ddr "$body" || echo "#include \"$top/testbed/dts/ddr-reach.dtsi\""
		echo
		cat "$body"
	} > "${body%.body}.dtso"
	rm "$body"
	count=$((count + 1))
done
echo "$count examples"
