#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks the series as reviewers do, with the kernel's own tools:
#
#   lint.sh BASE patches  a line a patch, those of single bases too: checkpatch
#                         --strict, codespell, how subject, message and tags are written
#   lint.sh BASE check    and of all files that the series touches: white space,
#                         kernel-doc, Sphinx
#   lint.sh BASE all      and what gcc (W=1), sparse, clang (W=1) and Coccinelle
#                         say: minutes
#
# What they may complain about is in scripts/lint.allow, with the reason. What was
# found good is not looked at again as long as neither it nor the tool changes. The
# device tree has its own: dt-check.sh.
. "$(dirname "$0")/common.sh"
. "$top/scripts/series.sh"
. "$top/scripts/kbuild.sh"

[ $# = 2 ] || die "expected BASE patches|check|all, found: $*"
base=$1 extent=$2
case $extent in
patches | check | all) ;;
*) die "expected patches, check or all, found: $extent" ;;
esac
tree=$(tree_of "$base" "")
[ -x "$tree/scripts/checkpatch.pl" ] || die "${tree#"$top/"}: not there: make tree first"
allow=$top/scripts/lint.allow
good=$cache/lint
mkdir -p "$good" "$build"
make_temporary "$build/lint"
tmp=$temporary
failed=0

# lint.allow has a line for each exception: TOOL or, for one patch alone, TOOL@PATCH,
# what it says, and why.
allowed()	# TOOL [PATCH]
{
	awk -F '\t+' -v tool="$1" -v one="$1@${2-}" \
		'!/^#/ && ($1 == tool || $1 == one) { print $2 }' "$allow"
}

# patches/rpmsg/0042-Subject.patch: rpmsg/0042-Subject, and of one base alone 6.12/0042-Subject
name_of()	# PATCH
{
	local name=${1#"$patches/"}
	echo "${name%.patch}"
}

# Complaints of TOOL from the standard input, less what is allowed.
complaints()	# TOOL
{
	allowed "$1" > "$tmp/allowed"
	grep -v -E -f "$tmp/allowed" || :
}

# One line for one thing looked at. The function that looks prints its complaints.
# KEY says what it looked at; it is kept when there were none.
look()	# NAME KEY FUNCTION [ARGUMENT]...
{
	local name=$1 kept found
	kept=$good/$(echo "$1 $2 $(cat "$0" "$allow")" | sha256sum | cut -c 1-32)
	shift 2
	if [ -e "$kept" ]; then
		touch "$kept"
		echo "ok   $name"
		return
	fi
	# A shell goes on after an error wherever the result is looked at, but not in
	# the background.
	("$@") > "$tmp/found" 2>&1 &
	wait $! || echo "(status $?)" >> "$tmp/found"
	if [ ! -s "$tmp/found" ]; then
		echo "ok   $name"
		touch "$kept"
	else
		echo "FAIL $name"
		sed 's/^/       /' "$tmp/found"
		failed=$((failed + 1))
	fi
}

# --- each patch ---------------------------------------------------------------------

# How the subject of a patch begins that touches files there.
prefixes='
arch/arm/boot/dts/st/			ARM: dts: stm32: 
arch/arm/mm/dma-mapping			ARM: dma-mapping: 
arch/arm/mm/kasan_init			ARM: kasan: 
block/					block: 
drivers/base/devcoredump		devcoredump: 
drivers/char/hw_random/virtio-rng	hwrng: virtio - 
drivers/char/tests/virtio_console	virtio_console: 
drivers/char/virtio_console		virtio_console: 
drivers/gpio/gpio-virtio		gpio: virtio: 
drivers/i2c/busses/i2c-virtio		i2c: virtio: 
drivers/mailbox/stm32-ipcc		mailbox: stm32-ipcc: 
drivers/mailbox/mailbox			mailbox: 
drivers/of/of_reserved_mem		of: reserved_mem: 
drivers/remoteproc/			remoteproc: 
drivers/rpmsg/				rpmsg: 
drivers/tty/hvc/hvc_console		tty: hvc: 
drivers/tty/rpmsg_tty			tty: rpmsg: 
drivers/virtio/virtio_ring		virtio_ring: 
include/linux/pipe_fs_i			pipe: 
include/linux/virtio			virtio: 
kernel/dma/				dma-mapping: 
net/vmw_vsock/virtio_transport		vsock/virtio: 
include/linux/remoteproc.h		remoteproc: 
include/linux/rsc_table.h		remoteproc: 
Documentation/devicetree/bindings/	dt-bindings: 
Documentation/driver-api/		docs: driver-api: 
Documentation/userspace-api/		docs: userspace-api: 
tools/testing/selftests/		selftests: 
'

check_subject()
{
	local path start begin found=
	[ ${#subject} -le 75 ] || echo "subject: ${#subject} characters, 75 are what fits a line"
	[[ $subject =~ ^(([^ ]+,\ )*[^ ]+:\ |ARM:\ [a-z-]+:\ |hwrng:\ [a-z]+\ -\ )+[A-Z] ]] ||
		echo "subject: expected 'area: Capital letter', found: $subject"
	[[ $subject != *. ]] || echo "subject: ends with a full stop"
	while IFS=$'\t' read -r start begin; do
		begin=${begin##*$'\t'}
		if [ -z "$start" ] || ! grep -q "^$start" "$tmp/paths"; then continue; fi
		[[ $subject = "$begin"* ]] && return
		found="$found '$begin'"
	done <<< "$prefixes"
	echo "subject: expected one of${found:- (scripts/lint.sh knows none for these files)}, found: $subject"
}

check_message()
{
	local tags
	grep -n -i -E '(later|next|following|subsequent|upcoming|previous) (patch|commit)|(this|the) (series|patchset)|this (patch|commit)' \
		"$tmp/message" | sed 's/^/message: speaks of patches, not of the change: /'
	grep -vxF -- "${subject##*: }" "$tmp/subjects" > "$tmp/others"
	grep -v '^Fixes: ' "$tmp/message" | tr '\n' ' ' | grep -o -F -f "$tmp/others" |
		sed 's/^/message: speaks of another patch: /'
	grep -E '^[A-Za-z-]+-by:|^(Cc|Link|Closes):.*@' "$tmp/message" | grep -v '^Cc: stable@vger.kernel.org$' |
		sed "s/^/message: nobody's tags belong here: /"
	grep -E -i '^ *fixes:? +[0-9a-f]{7}|^fixes:' "$tmp/message" |
		grep -v -E '^Fixes: [0-9a-f]{12} \("[^ ].*[^ ]"\)$' |
		sed 's/^/message: expected Fixes: 12 digits ("subject"), found: /'
	# Tags are the last paragraph, and nothing else is.
	tags=$(grep -c '^Fixes: ' "$tmp/message")
	[ "$tags" = "$(awk -v RS= '{ last = $0 } END { print last }' "$tmp/message" | grep -c '^Fixes: ')" ] ||
		echo "message: a tag that is not in the last paragraph"
	[ -s "$tmp/message" ] && [ "$tags" -lt "$(grep -c . "$tmp/message")" ] || echo "message: says nothing"
	grep -n -E '[[:space:]]$' "$tmp/message" | sed 's/^/message: ends in white space: /'
}

# What is more than one change cannot be reviewed. A move can, if it is nothing else.
check_size()	# FILE
{
	local lines
	lines=$(cd / && git apply --numstat "$1" | awk '{ n += $1 + $2 } END { print n + 0 }')
	[ "$lines" -gt 300 ] || return 0
	if ! grep -q 'No functional change' "$tmp/message"; then
		echo "size: $lines lines change, expected at most 300, or a pure move whose message says 'No functional change'"
		return 0
	fi
	"$top/scripts/moved.py" "$1" > "$tmp/unmoved"
	[ ! -s "$tmp/unmoved" ] || {
		echo "size: $lines lines change, the message says that nothing does, but $(wc -l < "$tmp/unmoved") lines are not moved:"
		head -n 5 "$tmp/unmoved" | sed 's/^/size: /'
	}
}

check_patch()	# FILE
{
	git mailinfo -b --encoding=UTF-8 "$tmp/message" "$tmp/diff" < "$1" > "$tmp/info"
	subject=$(sed -n 's/^Subject: //p' "$tmp/info")
	sed -n -E 's,^(\+\+\+ b|--- a)/,,p' "$tmp/diff" | sort -u > "$tmp/paths"
	sed -n -E 's,^rename (from|to) ,,p' "$tmp/diff" >> "$tmp/paths"
	set +e	# grep finds nothing, mostly
	# Its spdxcheck needs the Python that Debian has the packages for.
	(cd "$tree" && PATH=/usr/bin:$PATH scripts/checkpatch.pl --strict --no-summary --terse --show-types \
		--ignore "$(allowed checkpatch "$(name_of "$1")" | paste -s -d ,)" "$1" 2>&1) | sed "s|^$1:|checkpatch: |"
	{ echo "$subject"; cat "$tmp/message"; sed -n '/^+++ b/!s/^+//p' "$tmp/diff"; } |
		codespell -L "$(allowed codespell | paste -s -d ,)" - 2>&1 | sed 's/^/codespell: /'
	check_subject
	check_message
	check_size "$1" | grep -v -E -f <(allowed size "$(name_of "$1")")
	if grep -q '^Documentation/devicetree/bindings/' "$tmp/paths"; then
		grep -v -e '^Documentation/devicetree/bindings/' -e '^MAINTAINERS$' "$tmp/paths" |
			sed 's/^/a patch of a binding touches other files: /'
	fi
	return 0
}

# --- all files touched ---------------------------------------------------------------

touched()	# PATTERN
{
	git -C "$tree" diff --name-only --diff-filter=d base | grep -E "$1"
}

check_whitespace()
{
	git -C "$tree" diff --check base || :
}

# Where the base has the same complaint, it is not the series that has to answer it.
kernel_doc()	# FOLDER
{
	# shellcheck disable=SC2046 # a list
	(cd "$1" && "$tree/scripts/kernel-doc" -none -Wall \
		$(touched '\.[ch]$' | while read -r path; do [ ! -e "$path" ] || echo "$path"; done) 2>&1) |
		sed -E 's/:[0-9]+[: ]/: /' | sort -u
}

check_kernel_doc()
{
	mkdir "$tmp/base"
	touched '\.[ch]$' | while read -r path; do
		! git -C "$tree" cat-file -e "base:$path" 2>/dev/null || echo "$path"
	done | xargs git -C "$tree" archive base | tar -x -C "$tmp/base"
	kernel_doc "$tmp/base" > "$tmp/old"
	kernel_doc "$tree" > "$tmp/new"
	comm -13 "$tmp/old" "$tmp/new" | complaints kernel-doc
}

check_sphinx()
{
	local pages
	mapfile -t pages < <(touched '^Documentation/.*\.rst$' | grep -v '/index\.rst$')
	"$top/scripts/sphinx.sh" "$tree" "$tmp/sphinx" "${pages[@]}" 2>&1 | complaints sphinx
}

# --- compilers -------------------------------------------------------------------------

objects()
{
	touched '^(drivers|arch)/.*\.c$' | sed 's/c$/o/'
}

# Everything that is touched, alone, in an output folder that is kept: with all of its
# drivers, and what the bench has on top.
compile()	# FOLDER WARNINGS MAKE-ARGUMENT...
{
	local out=$1 list=$2
	shift 2
	lock_trees "$base"
	# The last CC is the one that counts.
	set -- "$tree" "$out" arm arm-linux-gnueabihf- -s "$@"
	{
		driver_options "$tree" arm y "drivers/remoteproc/ drivers/rpmsg/ drivers/mailbox/"
		sed -n '/^CONFIG_/p' "$top/testbed/kernel/use.config"
	} | configure_objects "$@" > "$list" 2>&1 || { tail -n 20 "$list"; return 1; }
	kbuild "$@" prepare > "$list" 2>&1 || { tail -n 20 "$list"; return 1; }
	# Again, even if nothing has changed: a warning is not kept.
	(cd "$tree/$out" && objects | xargs rm -f)
	# shellcheck disable=SC2046 # a list
	kbuild "$@" W=1 $(objects) > "$list" 2>&1 || { tail -n 20 "$list"; return 1; }
}

# The warnings in LIST about files that the series touches.
warnings()	# TOOL LIST
{
	touched '\.[ch]$' > "$tmp/touched"
	grep -E 'warning:|error:' "$2" | grep -F -f "$tmp/touched" | sed 's,^\(\.\./\)*,,' | sort -u |
		complaints "$1"
}

check_gcc()
{
	compile o-lint "$tmp/gcc" C=2
	warnings gcc "$tmp/gcc"
	# sparse prints nothing at all when it cannot run.
	! grep -q 'sparse.*\(not found\|disabled\|too old\)' "$tmp/gcc" || grep sparse "$tmp/gcc"
}

check_clang()
{
	compile o-lint-clang "$tmp/clang" LLVM=1 CC="${ccache}clang"
	warnings clang "$tmp/clang"
}

check_coccinelle()
{
	local script
	cd "$tree"
	for script in $(find scripts/coccinelle -name '*.cocci' | sort); do
		# Those in OCaml need libraries that Debian does not have for them.
		! grep -q '@script:ocaml\|@ *initialize:ocaml' "$script" || continue
		grep -q '^virtual report' "$script" || continue
		# shellcheck disable=SC2046 # a list
		nice -n 5 spatch -D report --no-show-diff --very-quiet --cocci-file "$script" \
			--no-includes --include-headers --patch . --jobs 1 $(touched '\.c$') 2>&1 |
			sed "s|^|${script#scripts/coccinelle/}: |"
	done | grep -v 'Unix.Unix_error' | complaints coccinelle
}

# ------------------------------------------------------------------------------------------

# The subjects, of other patches too, that a patch has in it: what check_message finds.
mentioned()	# PATCH
{
	tr '\n' ' ' < "$1" | grep -o -F -f "$tmp/subjects" | sort -u
}

# Without their prefixes: a message would quote them in one form or another.
for patch in $(series); do
	git mailinfo -b --encoding=UTF-8 /dev/null /dev/null < "$patch" | sed -n 's/^Subject: \(.*: \)*//p'
done > "$tmp/subjects"
tools=$(cat "$tree"/scripts/{checkpatch.pl,spelling.txt,const_structs.checkpatch} | sha256sum; codespell --version; sha256sum < "$top/scripts/moved.py")
for patch in $(find "$patches"/[0-9]*.[0-9]* -name '*.patch' | sort) $(series); do
	look "$(name_of "$patch")" "$tools $(sha256sum < "$patch") $(mentioned "$patch")" check_patch "$patch"
done

state=$(git -C "$tree" rev-parse "base^{tree}" "HEAD^{tree}"; git -C "$tree" diff HEAD | sha256sum)
if [ "$extent" != patches ]; then
	look "white space" "$state" check_whitespace
	look "kernel-doc" "$state" check_kernel_doc
	look "Sphinx" "$state $(sphinx-build --version; cat "$top/scripts/sphinx.sh")" check_sphinx
fi
if [ "$extent" = all ]; then
	how="$state $(cat "$top/scripts/kbuild.sh" "$top"/testbed/kernel/{compile,use}.config)"
	look "gcc and sparse" "$how $(arm-linux-gnueabihf-gcc --version; sparse --version)" check_gcc
	look "clang" "$how $(clang --version)" check_clang
	look "Coccinelle" "$state $(spatch --version)" check_coccinelle
fi
# What has not been used for a month.
find "$good" -type f -mtime +30 -delete
[ $failed = 0 ] || die "$failed with complaints (above)"
