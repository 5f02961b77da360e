#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks the device tree side of the series with dt-schema, as its maintainers
# would: the bindings and their examples, the board's device trees, the test
# device trees of the testbed, and whether bad ones are really refused.
#
#   dt-check.sh [TREE]
#
#   TREE    a kernel tree with the series, build/6.12/tree if not given
. "$(dirname "$0")/common.sh"

# Inside sid's root there is nothing of the machine's own tools: the second half
# of this script runs there, the first one only gets it there.
inside=
if [ "${1-}" = --inside ]; then
	inside=1
	shift
fi
[ $# -le 1 ] || die "expected [TREE], found: $*"
tree=$(cd "${1:-$build/6.12/tree}" 2>/dev/null && pwd -P) ||
	die "no kernel tree ${1:-$build/6.12/tree}: 'make tree' makes it"
bindings=$tree/Documentation/devicetree/bindings
schemas="remoteproc/rproc-virtio.yaml remoteproc/st,stm32-rproc.yaml"
dts=arch/arm/boot/dts/st

for schema in $schemas; do
	[ -f "$bindings/$schema" ] || die "$tree has no binding $schema: is the series applied?"
done

if [ -z "$inside" ]; then
	exec "$top/scripts/sidroot.sh" run -b "$tree" \
		"$top/scripts/dt-check.sh" --inside "$tree"
fi

out=$build/dt-check/$(basename "$(dirname "$tree")")-$(printf %s "$tree" | sha256sum | cut -c1-8)
mkdir -p "$out"
exec 9> "$out/lock"
flock 9

failures=0
pass()
{
	echo "ok: $*"
}

# fail WHAT, and what was seen from the standard input
fail()
{
	echo "FAILED: $*"
	sed 's/^/    /' | head -n 40
	failures=$((failures + 1))
}

kmake()
{
	make -s -C "$tree" O="$out" ARCH=arm -j"$(nproc)" "$@" 2>&1
}

# --- the bindings -------------------------------------------------------------

check_bindings()
{
	local list

	# shellcheck disable=SC2086 # a list
	list=$(cd "$bindings" && yamllint -f parsable -c "$tree/Documentation/devicetree/bindings/.yamllint" $schemas 2>&1) || :
	if [ -n "$list" ]; then fail "yamllint" <<< "$list"; else pass "yamllint"; fi

	# The examples again, even if nothing has changed: a warning is not kept.
	rm -f "$out"/Documentation/devicetree/bindings/remoteproc/*.example.dtb
	# shellcheck disable=SC2086 # a list
	if ! list=$(kmake DT_SCHEMA_FILES="$(echo $schemas | tr ' ' :)" dt_binding_check); then
		fail "dt_binding_check" <<< "$list"
	# Other bindings of the base are not part of the series.
	elif grep -q -e rproc-virtio -e stm32-rproc <<< "$list"; then
		fail "dt_binding_check" <<< "$list"
	elif [ ! -s "$out/Documentation/devicetree/bindings/remoteproc/rproc-virtio.example.dtb" ]; then
		fail "dt_binding_check: it did not build the examples" <<< "$list"
	else
		pass "dt_binding_check"
	fi
}

# --- the kernel's device trees ------------------------------------------------

overlays()
{
	local overlay

	for overlay in "$tree/$dts"/stm32mp157c-dk2-*.dtso; do
		basename "$overlay" .dtso
	done
}

# The bindings of remote processors only.
validate()
{
	dt-validate -u "$bindings" -l remoteproc \
		-p "$out/Documentation/devicetree/bindings/processed-schema.json" "$@" 2>&1 || :
}

# What dtc and dt-schema report for a device tree.
complaints()
{
	rm -f "$out/$dts/$1.dtb" "$out/$dts/$1.dtbo"
	kmake W=1 CHECK_DTBS=y "st/$1.dtb" || echo "the build of $1.dtb failed"
}

nameless()
{
	sed "s,[^ ]*/\\($1\\|stm32mp157c-dk2\\)\\.dtb:,," | sort -u
}

# An overlay brings nothing new, and the nodes of the series are clean.
check_board()
{
	local board list base new

	[ -f "$out/.config" ] || kmake stm32_defconfig > /dev/null
	base=$(complaints stm32mp157c-dk2)
	for board in stm32mp157c-dk2 $(overlays); do
		list=$base
		[ "$board" = stm32mp157c-dk2 ] || list=$(complaints "$board")
		new=$(grep -e 'm4@' -e vdev -e rproc-virtio -e failed <<< "$list" || :)
		[ ! -f "$tree/$dts/$board.dtso" ] ||
			new=$new$(comm -13 <(nameless "$board" <<< "$base") <(nameless "$board" <<< "$list"))
		if [ -n "$new" ]; then
			fail "dtbs_check $board" <<< "$new"
		else
			pass "dtbs_check $board"
		fi
	done
}

# Ours alone is looked at here, as the rest takes minutes: the M4 of every board
# with an STM32MP15 is still what its binding says, but for one that has never
# been: both bases have these properties there, and no driver for them.
strays="stm32mp157c-emsbc-argon.dtb: m4@10000000 .*: 'interrupt-names', 'recovery' do not match"

check_boards()
{
	local list

	if ! list=$(kmake dtbs); then
		fail "make dtbs" <<< "$list"
		return
	fi
	list=$(validate "$out/$dts"/stm32mp15*.dtb | grep -e m4@ -e vdev | grep -v "$strays" || :)
	if [ -n "$list" ]; then
		fail "remote processors of all boards" <<< "$list"
	else
		pass "remote processors of all $(find "$out/$dts" -name 'stm32mp15*.dtb' | wc -l) boards"
	fi
}

# --- the test device trees ----------------------------------------------------

# Those that the schema has to refuse, what it has to say and about what. The
# other bad ones are bad only together with a firmware.
refused="bad-noid:virtio,id bad-noreg:reg bad-mbox-name:mbox-names
	 bad-mbox-noname:mbox-names bad-two-children:gpio bad-child-id:virtio,id"

# Not for the schema: they lack properties that an overlay cannot delete and so
# are empty, or need another overlay below.
unchecked=" auto-boot late-mbox no-parent-mbox no-parent-mbox-pool vdev1 bad-memory-huge bad-memory-odd "

test_dtb()	# SOURCE RESULT
{
	gcc -E -nostdinc -undef -D__DTS__ -x assembler-with-cpp -I "$tree/include" \
		-o "$2.pp" "$1" &&
	dtc -q -@ -I dts -O dtb -o "$2.dtbo" "$2.pp" &&
	fdtoverlay -i "$out/$dts/stm32mp157c-dk2.dtb" -o "$2" "$2.dtbo"
}

check_tests()
{
	local source name list wrong property

	rm -rf "$out/tests"
	mkdir -p "$out/tests"
	for source in "$top"/testbed/dts/*.dtso; do
		name=$(basename "$source" .dtso)
		[[ $unchecked != *" $name "* ]] || continue
		wrong=$(test_dtb "$source" "$out/tests/$name.dtb" 2>&1) ||
			fail "testbed/dts/$name.dtso does not compile" <<< "$wrong"
	done
	list=$(validate "$out"/tests/*.dtb)

	wrong=
	for source in "$out"/tests/*.dtb; do
		name=$(basename "$source" .dtb)
		[[ $name = bad-* ]] || wrong=$wrong$(grep -F "/$name.dtb:" <<< "$list" || :)
	done
	if [ -n "$wrong" ]; then fail "good test device trees" <<< "$wrong"; else pass "good test device trees"; fi

	for name in $refused; do
		property=${name#*:}
		name=${name%%:*}
		if grep -F "/$name.dtb:" <<< "$list" | grep -qF "$property"; then
			pass "the schema refuses $name"
		else
			fail "the schema must refuse $name for its $property, and said:" <<< "$list"
		fi
	done
}

check_bindings
check_board
check_boards
check_tests
[ $failures = 0 ] || die "$failures of the checks failed on $tree"
