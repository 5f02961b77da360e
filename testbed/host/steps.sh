#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What make is given and cannot use is refused in one line, before anything is built. A
# step that failed is not taken for done, and one waits for what it works on.
. "$(dirname "$0")/../../scripts/common.sh"

mkdir -p "$build"
make_temporary "$build/steps"
sandbox=$temporary
mkdir -p "$sandbox/top/testbed/guest" "$sandbox/bin"
cp -r "$top/scripts" "$sandbox/top/"
cp -r "$top/testbed/kernel" "$sandbox/top/testbed/"
failed=0

fail()
{
	echo "$*"
	failed=1
}

refused()	# REGEX COMMAND...
{
	local what=$1 status=0
	shift
	"$@" < /dev/null > "$sandbox/out" 2>&1 || status=$?
	[ $status != 0 ] || fail "$*: is not refused"
	{ [ "$(wc -l < "$sandbox/out")" = 1 ] && grep -Eq "$what" "$sandbox/out"; } ||
		fail "$*: expected one line '$what', found: $(cat "$sandbox/out")"
}

program()	# NAME: a program of bin/ from the standard input
{
	{ echo '#!/bin/bash'; cat; } > "$sandbox/bin/$1"
	chmod +x "$sandbox/bin/$1"
}

# --- the variables of make ------------------------------------------------------------

dry_run()	# WORD...
{
	make -n --no-print-directory -C "$top" "$@"
}

for goal in quick fuzz kunit bench topics bisect series lint sizes docs lava export defconfigs debian newcomer; do
	refused "SERIES=none: expected .*, found: $goal" dry_run "$goal" SERIES=none
done
refused 'SERIES=no: expected none' dry_run SERIES=no
refused 'CONFIG=: expected .*found: check' dry_run check CONFIG=x
refused 'DT=: expected .*found: kunit' dry_run kunit DT=vdev0
refused 'GDB=: expected .*found: all' dry_run GDB=1
refused 'T=: expected .*found: lint' dry_run lint T=x
refused 'ATTACH=0: expected 1' dry_run FW=x ATTACH=0
refused 'ATTACH=1: expected FW=' dry_run ATTACH=1
refused 'MINIMISE=no: expected yes' dry_run fuzz MINIMISE=no
refused 'SHARE=1: expected yes' dry_run newcomer SHARE=1
refused 'SOAK=0: expected a number' dry_run soak SOAK=0
for words in "SERIES= all" "check SERIES=none T=x" "bench-use SERIES=none" "shell FW=x ATTACH=1 GDB=1" \
		"fuzz MINIMISE=yes N=2 SEED=3 T=elf" "soak SOAK=2 SEED=1 FLAVOUR=use" "bench FORMS=x BOOTS=1"; do
	# shellcheck disable=SC2086 # a list
	dry_run $words > "$sandbox/out" 2>&1 || fail "make $words: $(tail -n 1 "$sandbox/out")"
done
dry_run DTS="my overlay.dtso" | grep 'dts.sh' | grep -qF "'my overlay.dtso' build/own/own.dtbo" ||
	fail "DTS= with a blank: is not one word"

printf 'CONFIG_A=y\n# CONFIG_B is not set\n\n' > "$sandbox/good"
printf 'CONFIG_A=y\nCONFG_B=y\n' > "$sandbox/bad"
refused 'FW=/nix: there is no such file' "$top/scripts/given.sh" 6.12 yes /nix '' '' legacy
refused 'DTS=/nix: there is no such file' "$top/scripts/given.sh" 6.12 yes '' /nix '' legacy
refused "DTS=.*: expected an overlay, with a line '/plugin/;'" "$top/scripts/given.sh" 6.12 yes '' "$sandbox/good" '' legacy
refused 'CONFIG=/nix: there is no such file' "$top/scripts/given.sh" 6.12 yes '' '' /nix legacy
refused 'CONFIG=.*: expected lines .* in line 2:CONFG_B=y' "$top/scripts/given.sh" 6.12 yes '' '' "$sandbox/bad" legacy
refused 'DT=vdev9: expected legacy' "$top/scripts/given.sh" 6.12 yes '' '' '' 'vdev0-only vdev9'
refused 'DT=example-1: expected legacy' "$top/scripts/given.sh" 6.12 none '' '' '' example-1
"$top/scripts/given.sh" 6.12 yes '' '' "$sandbox/good" 'legacy rproc-vdev rproc-two-vdevs vdev0-only example-1' ||
	fail "given.sh refuses what is there"

# --- a step that fails ----------------------------------------------------------------

# dtc fails; what an earlier run has made is still there.
(
	kernel=$sandbox/kernel tree=$sandbox
	. "$top/scripts/compile-dt.sh"
	mkdir -p "$kernel/scripts/dtc"
	printf '#!/bin/sh\nexit 1\n' > "$kernel/scripts/dtc/dtc"
	chmod +x "$kernel/scripts/dtc/dtc"
	echo > "$sandbox/x.dts"
	echo > "$sandbox/x.dtb"
	! compile_dt "$sandbox/x.dts" "$sandbox/x.dtb" || exit 1
) || fail "compile_dt: dtc fails, and it does not"

# A compiler that warns when it has something to compile. What comes after it fails.
cat > "$sandbox/top/scripts/compile.sh" <<'END'
#!/bin/bash
out=$(dirname "$0")/../build/1.0/bisect/o-compile-arm-y
[ ! -e "$out/object" ] || exit 0
mkdir -p "$out"
touch "$out/object"
echo 'drivers/a.c:1:1: warning: new'
END
printf '#!/bin/sh\necho "error: built"\nexit 1\n' > "$sandbox/top/scripts/kernel.sh"
cat > "$sandbox/top/scripts/try.sh" <<'END'
#!/bin/bash
. "$(dirname "$0")/common.sh"
. "$top/scripts/alone.sh"
base=1.0 known=$1
work=$build/1.0/bisect
if try "$2" "$build/log"; then exit 0; else exit 1; fi
END
chmod +x "$sandbox"/top/scripts/{compile,kernel,try}.sh
git init -q "$sandbox/top/build/1.0/bisect"
git -C "$sandbox/top/build/1.0/bisect" -c user.name=x -c user.email=x@invalid commit -q --allow-empty -m x
: > "$sandbox/none"
echo 'drivers/a.c: warning: new' > "$sandbox/known"
try=$sandbox/top/scripts/try.sh
refused 'drivers/a.c: warning: new' "$try" "$sandbox/none" HEAD
refused 'drivers/a.c: warning: new' "$try" "$sandbox/none" HEAD
refused 'error: built' "$try" "$sandbox/known" HEAD
# Found good, it is not compiled again.
refused 'error: built' "$try" "$sandbox/none" HEAD
[ "$("$try" "$sandbox/none" nonexistent 2>&1 | tail -n 1)" = "cannot check out nonexistent (above)" ] ||
	fail "try: a commit that cannot be checked out is tried"
cp "$top/scripts/kernel.sh" "$sandbox/top/scripts/"

# Options that the base lacks.
mkdir -p "$sandbox/top/testbed/guest/modules"
git init -q "$sandbox/top/build/1.0/tree"
printf 'config KNOWN\n\tbool\n' > "$sandbox/top/build/1.0/tree/Kconfig"
git -C "$sandbox/top/build/1.0/tree" add Kconfig
printf '# CONFIG_MISSPELT is not set\nCONFIG_KNOWN=y\nCONFIG_TYPO=y\n' > "$sandbox/my config"
refused 'expected options of this base, found: CONFIG_MISSPELT CONFIG_TYPO$' \
	"$sandbox/top/scripts/kernel.sh" 1.0 yes own "$sandbox/my config"

# The lock of the tree, while a kernel is built of it.
status=0
(
	flock 8
	timeout 2 "$sandbox/top/scripts/guest.sh" 1.0 yes use 8>&-
) 8> "$sandbox/top/build/1.0/lock" > "$sandbox/out" 2>&1 || status=$?
[ $status = 124 ] || fail "guest.sh does not wait for the tree's lock: $(cat "$sandbox/out")"

# --- packages -------------------------------------------------------------------------

# of a user who is root by sudo
unset SUDO_UID

program dpkg-query < /dev/null
program sudo <<< 'echo "Sorry, not you" >&2; exit 1'
# shellcheck disable=SC2016 # for that program
program id <<< '[ "$1" = -u ] && echo 1234 || /usr/bin/id "$@"'
! PATH=$sandbox/bin:$PATH XDG_CACHE_HOME=$sandbox/cache "$sandbox/top/scripts/deps.sh" 'one|another' \
	< /dev/null > "$sandbox/out" 2>&1 || fail "deps.sh goes on without sudo"
expected='^Missing packages, installed with sudo: bc .* one\|another
Sorry, not you
deps\.sh: run as root, once: apt-get install bc .* one$'
[[ "$(cat "$sandbox/out")" =~ $expected ]] || fail "deps.sh without sudo: found $(cat "$sandbox/out")"
exit $failed
