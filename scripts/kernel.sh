#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the kernel of a tree, its modules, those of the tests and the device
# trees of the board:
#
#   kernel.sh BASE SERIES FLAVOUR    SERIES: yes, none or bisect, FLAVOUR: use, debug, rt or gcov
#   kernel.sh BASE SERIES own FILE   as use, with the options in FILE on top
#   kernel.sh BASE SERIES quick      User Mode Linux: the kernel alone
#   kernel.sh BASE SERIES quick-gcov the same, with gcov's counters
#
# The result lies in the tree, in o-FLAVOUR. Nothing is run at all when neither
# the tree nor the configuration nor the compiler has changed.
. "$(dirname "$0")/common.sh"
. "$top/scripts/kbuild.sh"

case $#-${3-} in
4-own | 3-use | 3-debug | 3-rt | 3-gcov | 3-quick | 3-quick-gcov) ;;
*) die "expected BASE SERIES FLAVOUR (use, debug, rt, gcov, quick, quick-gcov, or own and a file), found: $*" ;;
esac
base=$1 flavour=$3
tree=$(tree_of "$base" "$2")
out=$tree/o-$flavour
stamp=$out/.rproc-vdev-built
config=$top/testbed/kernel
modules=$top/testbed/guest/modules
arch=arm cross=arm-linux-gnueabihf-

case $flavour in
use | own) fragments=$config/use.config ;;	# own: and the file
debug | rt | gcov) fragments="$config/use.config $config/$flavour.config" ;;
quick | quick-gcov)
	[ "$(uname -m)" = x86_64 ] || die "$flavour: expected an x86_64 machine for User Mode Linux, found $(uname -m)"
	fragments=$config/quick.config arch=um cross=
	[ "$flavour" = quick ] || fragments="$fragments $config/quick-gcov.config"
	;;
esac

# shellcheck disable=SC2086 # a list
key=$(cat "$0" "$top/scripts/kbuild.sh" $fragments ${4+"$4"} - <<< "$(${cross}gcc --version | head -n 1)" | sha256sum)

# Anything in the tree that is younger than the last complete build; a file that
# went makes its folder younger.
changed()
{
	find "$tree" "$modules" \( -path "$tree/.git" -o -path "$tree/o-*" \) -prune -o \
		-newer "$stamp" ! -path "$tree" "$@" -print -quit
}

up_to_date()
{
	[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$key" ] && [ -z "$(changed)" ]
}

up_to_date && exit
lock_trees "$base"
up_to_date && exit

build_here()	# MAKE-ARGUMENT...
{
	# The symbols in the device trees are what overlays are applied by. Not
	# on the command line: there it would replace kbuild's own flags.
	DTC_FLAGS=-@ kbuild "$tree" "o-$flavour" "$arch" "$cross" "$@"
}

# An option of the user's that the base does not have is misspelt.
check_own()
{
	local option unknown=
	while IFS='=' read -r option _; do
		in_base "$option" || unknown="$unknown $option"
	done < <(grep '^CONFIG_' "$out/.config.own")
	[ -z "$unknown" ] || die "CONFIG=: expected options of this base, found:$unknown"
}

in_base()	# OPTION
{
	git -C "$tree" grep -qE "^[[:space:]]*(menu)?config[[:space:]]+${1#CONFIG_}([[:space:]]|\$)" -- '*Kconfig*'
}

# Every option that a fragment asks for is in the result; a base that does not
# have the option at all is excused.
check_config()
{
	wrong=
	while IFS='=' read -r option value; do
		case $value in
		n) grep -q "^$option=" "$out/.config" || continue ;;
		*) ! grep -qxF "$option=$value" "$out/.config" || continue ;;
		esac
		if ! in_base "$option"; then
			echo "this base has no $option"
			continue
		fi
		wrong="$wrong
  $option=$value: $(grep -E "^(# )?${option}[ =]" "$out/.config" || echo "not offered: a dependency is missing")"
	done < <(cat "$out/.config.wanted")
	[ -z "$wrong" ] || die "$flavour: options that do not come out as asked for:$wrong"
}

configure()
{
	mkdir -p "$out"
	[ "$flavour" != own ] || check_own
	# Later fragments win.
	# shellcheck disable=SC2086 # a list
	cat $fragments | sed -n 's/^\(CONFIG_[A-Za-z0-9_]*\)=\(.*\)/\1=\2/p' |
		awk -F = '{ value[$1] = $0 } END { for (o in value) print value[o] }' |
		sort > "$out/.config.wanted"
	build_here KCONFIG_ALLCONFIG=.config.wanted allnoconfig
	check_config
}

# The board's own device tree, and the overlays for it that the series brings.
device_trees()
{
	echo st/stm32mp157c-dk2.dtb
	for overlay in "$tree"/arch/arm/boot/dts/st/stm32mp157c-dk2-*.dtso; do
		[ ! -f "$overlay" ] || echo "st/$(basename "$overlay" .dtso).dtbo"
	done
}

# The variables with which kbuild compiles a file with counters.
counters()
{
	[ "$flavour" = gcov ] || return 0
	find "$tree"/drivers/{remoteproc,rpmsg} -maxdepth 1 -name '*.c' -printf 'GCOV_PROFILE_%f\n' | sed 's/c$/o=y/'
}

# gcov's library as User Mode Linux needs it. In LIBRARY_PATH, gcc finds it before its own if the
# folder has its target and version in the name.
libgcov()
{
	local folder
	folder=$out/libgcov/$(gcc -dumpmachine)/$(gcc -dumpversion)
	rm -rf "$out/libgcov"
	mkdir -p "$folder"
	gcc -O2 -Wall -Wextra -Werror -c -o "$folder/dump.o" "$top/testbed/quick/gcov.c"
	ld -r -o "$folder/all.o" "$folder/dump.o" --whole-archive "$(gcc -print-file-name=libgcov.a)"
	# fs/seq_file.c has a function of that name, too
	objcopy --redefine-sym mangle_path=gcov_mangle_path "$folder/all.o"
	ar rcs "$folder/libgcov.a" "$folder/all.o"
	export LIBRARY_PATH="$out/libgcov"
}

# The tests' modules are built in a copy: older kernels leave the results beside
# the source.
test_modules()
{
	rsync -a "$modules/" "$out/test-modules/"
	build_here M="$out/test-modules" modules
}

# Most of the own kernel is the kernel 'use': only what the options change is compiled.
if [ "$flavour" = own ] && [ ! -d "$out" ] && [ -f "$tree/o-use/.rproc-vdev-built" ]; then
	rm -rf "$out.new"
	cp -a "$tree/o-use" "$out.new"
	rm "$out.new/.rproc-vdev-built"
	mv "$out.new" "$out"
fi
mkdir -p "$out"
touch "$out/.rproc-vdev-begun"
if [ "$flavour" = own ]; then
	sed 's/^# \(CONFIG_[A-Za-z0-9_]*\) is not set$/\1=n/' "$4" > "$out/.config.own"
	fragments="$fragments $out/.config.own"
fi
if [ ! -f "$out/.config" ] || [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$key" ] ||
   [ -n "$(changed -name 'Kconfig*')" ]; then
	rm -f "$stamp"
	configure
fi
if [ "$arch" = um ]; then
	[ "$flavour" != quick-gcov ] || libgcov
	build_here linux
else
	# shellcheck disable=SC2046 # a list
	build_here zImage modules $(device_trees) $(counters)
	test_modules
fi

# As old as the beginning: what was edited meanwhile is built the next time.
echo "$key" > "$stamp.new"
touch -r "$out/.rproc-vdev-begun" "$stamp.new"
mv "$stamp.new" "$stamp"
