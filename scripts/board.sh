#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the emulated board (testbed/board) as a shared object for the installed
# qemu-system-arm.
#
#   board.sh OUTPUT.so
#
# The board uses QEMU's internal structures. So it is compiled against the source
# of exactly the version that is installed, configured, but not built: only its
# generated headers are made. They are kept in the cache, one tree for each
# version. The result runs in that one program and refuses any other.
#
# Needs the Debian packages: qemu-system-arm gcc binutils dpkg-dev python3
# python3-venv meson ninja-build pkg-config libglib2.0-dev libpixman-1-dev
# libfdt-dev
set -eu

here=$(cd "$(dirname "$0")" && pwd)
board=$here/../testbed/board
cache=${XDG_CACHE_HOME:-${HOME:?is not set}/.cache}/rproc-vdev/qemu

# Debian's own tools: a python3 of the user's may come first in PATH and lack
# what QEMU's build needs
PATH=/usr/bin:/bin:$PATH

say()
{
	echo "board: $*"
}

die()
{
	echo "board.sh: $*" >&2
	exit 1
}

# Runs a command with its output in the log, and shows the end of it on failure
logged()
{
	"$@" >> "$log" 2>&1 || {
		tail -n 5 "$log" >&2
		die "failed: $* (all of its output: $log)"
	}
}

# Sets program, version (of the package), source_version and build_id
find_qemu()
{
	program=$(readlink -f "$(command -v qemu-system-arm)") ||
		die "there is no qemu-system-arm: install Debian's package"
	owner=$(dpkg-query -S "$program" 2>/dev/null | cut -d : -f 1)
	[ "$owner" = qemu-system-arm ] ||
		die "expected $program to be from Debian's package qemu-system-arm, found: ${owner:-no package}"

	# shellcheck disable=SC2016 # dpkg-query expands these
	{
		version=$(dpkg-query -W -f '${Version}' qemu-system-arm)
		source_version=$(dpkg-query -W -f '${source:Version}' qemu-system-arm)
	}
	# The same source compiled again in Debian has a suffix: +b1, +b2 ...
	case $version in
	"$source_version" | "$source_version"+b[0-9]*)	;;
	*)	die "expected qemu-system-arm $version to be made of the same version of the source, found $source_version" ;;
	esac

	set -- "$("$program" --version | head -n 1)"
	[ "${1##*"(Debian "}" = "$version)" ] ||
		die "expected $program to be version $version, found: $1"

	build_id=$(readelf -n "$program" 2>/dev/null | sed -n 's/.*Build ID: //p')
	[ -n "$build_id" ] || die "$program has no build ID"
}

up_to_date()
{
	[ -f "$output" ] && grep -q "$build_id" "$output" &&
		[ -z "$(find "$board" "$here/board.sh" -type f ! -name '*.md' \
			-newer "$output")" ]
}

# How QEMU compiles a file of hw/arm, as a response file for the compiler. The
# tree is made in $1 and will be in $2.
write_flags()
{
	python3 - "$1" "$2" <<-'END'
	import json, shlex, sys

	made_in, final = sys.argv[1:]
	build = made_in + '/build'
	with open(build + '/compile_commands.json') as f:
	    commands = [c for c in json.load(f)
	                if c['output'].startswith('libqemu-arm-softmmu')
	                and c['file'].endswith('/hw/arm/virt.c')]
	if len(commands) != 1:
	    sys.exit(f'expected one command that compiles hw/arm/virt.c, '
	             f'found {len(commands)}')
	words = iter(shlex.split(commands[0]['command'])[1:])
	with open(build + '/flags', 'w') as f:
	    for word in words:
	        if word in ('-o', '-MQ', '-MF', '-c'):
	            next(words)
	        elif word != '-MD':
	            f.write("'" + word.replace(made_in, final) + "'\n")
	END
}

# Only headers, and the generator of the trace functions, are used later
prune()
{
	rm -rf "$1/roms"
	find "$1" -type f ! -name '*.h' ! -name '*.h.inc' ! -name '*.inc' \
		! -path '*/scripts/tracetool*' ! -path "$1/build/flags" \
		! -path "$1/VERSION" -delete
	find "$1" -depth \( -type l -o -type d -empty \) -delete
}

# Makes $headers
make_headers()
{
	# What a run that was killed has left
	rm -rf "$cache"/*.new*
	tmp=$headers.new
	trap 'trap "" INT TERM; rm -rf "$tmp"' EXIT
	trap 'exit 130' INT TERM

	say "getting the source of QEMU $source_version"
	logged "$here/apt.sh" source "qemu=$source_version" "$tmp"
	found=$(dpkg-parsechangelog -l "$tmp/debian/changelog" -S Version)
	[ "$found" = "$source_version" ] ||
		die "expected the source of QEMU $source_version, found $found"

	say "configuring QEMU and generating its headers"
	mkdir "$tmp/build"
	# A need of QEMU's tests only, which Debian 12 does not have
	[ ! -f "$tmp/pythondeps.toml" ] ||
		sed -i '/^pycotap/d' "$tmp/pythondeps.toml"
	# What changes structures that the board uses is as in Debian's package:
	# plugins. The board checks it when it is loaded.
	(
		cd "$tmp/build"
		logged ../configure --target-list=arm-softmmu \
			--without-default-features --enable-system --enable-tcg \
			--enable-fdt=system --enable-plugins \
			--enable-trace-backends=log --disable-docs --disable-tools \
			--disable-guest-agent --disable-install-blobs \
			--disable-werror
		ninja -t targets all | sed -n 's/\.h: .*/.h/p' > wanted
		# shellcheck disable=SC2046 # file names without blanks
		logged ninja $(cat wanted)
	)
	logged write_flags "$tmp" "$headers"
	prune "$tmp"
	mv "$tmp" "$headers"
	trap - EXIT INT TERM
}

compile()
{
	# What a run that was killed has left
	rm -rf "$output".??????
	tmp=$(mktemp -d "$output.XXXXXX")
	trap 'trap "" INT TERM; rm -rf "$tmp"' EXIT
	trap 'exit 130' INT TERM
	group=hw_arm_stm32mp1

	say "compiling the board"
	mkdir "$tmp/trace"
	for format in h c; do
		logged python3 "$headers/scripts/tracetool.py" --backends=log \
			--group=$group --format=$format "$board/trace-events" \
			"$tmp/trace/trace-$group.$format"
	done
	(
		# The flags name folders relative to here
		cd "$headers/build"
		logged cc @flags -fPIC -shared -I "$tmp" \
			-DBOARD_QEMU_VERSION="\"$version\"" \
			-DBOARD_QEMU_BUILD_ID="\"$build_id\"" \
			-o "$tmp/board.so" "$board"/*.c "$tmp/trace/trace-$group.c"
	)
	LD_PRELOAD=$tmp/board.so "$program" -machine help > "$tmp/machines" ||
		die "$program does not start with the board"
	grep -q '^stm32mp157 ' "$tmp/machines" ||
		die "expected $program to list the machine stm32mp157 with the board loaded, but it does not"
	mv "$tmp/board.so" "$output"
}

[ $# -eq 1 ] || die "expected board.sh OUTPUT.so, found: $*"
mkdir -p "$(dirname "$1")"
output=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
log=${output%.so}.log

find_qemu
! up_to_date || exit 0
: > "$log"

headers=$cache/$(echo "$source_version" | tr : _)
if [ ! -d "$headers" ]; then
	mkdir -p "$cache"
	# Another checkout may be making the same
	exec 9> "$cache/lock"
	flock -n 9 || {
		say "waiting for another run that makes QEMU's headers"
		flock 9
	}
	[ -d "$headers" ] || make_headers
	exec 9>&-
fi
# Of this output, one run at a time
exec 9> "$output.lock"
flock 9
! up_to_date || exit 0
compile
