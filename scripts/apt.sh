#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Fetches Debian packages without touching the user's apt: an apt state of the
# project's own in the cache, on the mirror that the user's apt already uses,
# with all of Debian's newer suites and their sources.
#
#   apt.sh newest PKG[:ARCH]               prints the newest version
#   apt.sh unpack PKG[:ARCH][=VERSION] DIR unpacks the binary package into DIR
#   apt.sh source PKG=VERSION DIR          unpacks the source package into DIR
#   apt.sh packaging PKG=VERSION DIR       only its folder debian/
#   apt.sh sources PKG                     prints the source packages that PKG is made
#                                          of, the newest first, as NAME VERSION
#   apt.sh mirror                          prints where apt finds Debian and its
#                                          security updates
#
# DIR appears only when it is complete.
set -eu

cache=${XDG_CACHE_HOME:-${HOME:?is not set}/.cache}/rproc-vdev
state=$cache/apt
# By their names: mirrors serve old copies of the aliases ("stable-backports").
newer="trixie-backports forky sid"
fresh=1440		# minutes after which the package lists are fetched anew

die()
{
	echo "apt.sh: $*" >&2
	exit 1
}

# Where the user's apt finds Debian (label "Debian") or its security updates. It has no
# labels before the first 'apt-get update'.
mirror()
{
	# shellcheck disable=SC2016 # apt expands these
	apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
		sed -n "s/^$1|//p" | head -n 1
}

mirrors()
{
	main=$(mirror Debian)
	security=$(mirror Debian-Security)
	[ -n "$main" ] || die "no Debian mirror in this machine's apt configuration: run 'apt-get update' once"
}

setup()
{
	# shellcheck source=/dev/null
	. /etc/os-release
	native=$(dpkg --print-architecture)
	mirrors

	mkdir -p "$state/lists/partial" "$state/archives/partial"
	# Sources only of the release that runs here: its QEMU is the one to build for.
	# Foreign packages only where busybox is: every list costs seconds, and apt drops
	# all lists of a suite when it cannot fetch one.
	release="$VERSION_CODENAME $VERSION_CODENAME-updates $VERSION_CODENAME-backports"
	{
		for suite in $release; do
			[ "$suite" = "$VERSION_CODENAME" ] && foreign=,armhf || foreign=
			echo "deb [arch=$native$foreign] $main $suite main"
			echo "deb-src $main $suite main"
		done
		if [ -n "$security" ]; then
			echo "deb [arch=$native] $security $VERSION_CODENAME-security main"
			echo "deb-src $security $VERSION_CODENAME-security main"
		fi
		for suite in $newer; do
			case " $release " in
			*" $suite "*) ;;
			*) echo "deb [arch=$native] $main $suite main" ;;
			esac
		done
	} > "$state/sources.list.new"
	if ! cmp -s "$state/sources.list.new" "$state/sources.list"; then
		mv "$state/sources.list.new" "$state/sources.list"
		rm -f "$state/updated"
	fi

	# On top of the user's configuration: proxies, for example.
	cat > "$state/apt.conf.new" <<-END
	$([ "${APT_CONFIG:-$state/apt.conf}" = "$state/apt.conf" ] || echo "#include \"$APT_CONFIG\";")
	Dir::Etc::sourcelist "$state/sources.list";
	Dir::Etc::sourceparts "/dev/null";
	Dir::Etc::preferences "/dev/null";
	Dir::Etc::preferencesparts "/dev/null";
	Dir::State::lists "$state/lists";
	Dir::Cache "$state";
	APT::Architectures { "$native"; "armhf"; };
	APT::Sandbox::User "";
	Acquire::Languages "none";
	END
	mv "$state/apt.conf.new" "$state/apt.conf"
	export APT_CONFIG="$state/apt.conf"

	incomplete=
	if [ -z "$(find "$state/updated" -mmin -$fresh 2>/dev/null)" ]; then
		echo "apt.sh: fetching package lists" >&2
		# By default apt takes a list that it cannot fetch for a success.
		if apt-get -qq -o APT::Update::Error-Mode=any update > "$state/update.log" 2>&1; then
			touch "$state/updated"
		else
			incomplete=", and not all package lists could be fetched ($state/update.log)"
			echo "apt.sh: cannot fetch all package lists, using those at hand: $(grep -m 1 '^[EW]: Failed' \
				"$state/update.log" || tail -n 1 "$state/update.log")" >&2
		fi
	fi
}

newest()
{
	apt-cache madison "$1" | awk -F ' *[|] *' '$3 !~ /Sources/ { print $2; exit }'
}

unpack()
{
	case $1 in
	*=*)	name=${1%%=*} version=${1#*=} ;;
	*)	name=$1 version=$(newest "$1") ;;
	esac
	[ -n "$version" ] || die "no suite of Debian has a package $name$incomplete"
	(cd "$tmp" && apt-get -qq download "$name=$version" >&2) ||
		die "cannot download $name $version"
	dpkg-deb -x "$tmp"/*.deb "$tmp/out"
}

fetch_source()
{
	(cd "$tmp" && apt-get -qq source --download-only "$1" >&2) ||
		die "cannot download the source of $1"
	dpkg-source -x --no-check "$tmp"/*.dsc "$tmp/out" >&2
}

fetch_packaging()
{
	# Mirrors list old versions whose files have been removed: one line, not
	# apt's own.
	(cd "$tmp" && apt-get -qq source --download-only --diff-only "$1" > "$tmp/log" 2>&1) ||
		die "cannot download the packaging of $1: $(sed -n 's/^E: Failed to fetch .*  \(404\).*/not on the mirror any more/p' \
			"$tmp/log" | grep . || tail -n 1 "$tmp/log")"
	mkdir "$tmp/out"
	tar -C "$tmp/out" -xf "$tmp"/*.debian.tar.*
}

# One run at a time: apt locks its lists, not this sources file.
mkdir -p "$state"
exec 9> "$state/lock"
flock 9

case ${1-}:$# in
mirror:1)
	mirrors
	echo "$main $security"
	;;
newest:2)
	setup
	version=$(newest "$2")
	[ -n "$version" ] || die "no suite of Debian has a package $2$incomplete"
	echo "$version"
	;;
sources:2)
	setup
	apt-cache showsrc "$2" | awk '/^Package: / { name = $2 } /^Version: / { print name, $2 }' |
		sort -u | sort -k 2 -Vr
	;;
unpack:3 | source:3 | packaging:3)
	[ ! -e "$3" ] || die "$3 is there already"
	mkdir -p "$(dirname "$3")"
	setup
	rm -rf "$3".??????	# of runs that were killed
	tmp=$(mktemp -d "$3.XXXXXX")
	trap 'trap "" INT TERM; rm -rf "$tmp"' EXIT
	trap 'exit 130' INT TERM
	case $1 in
	unpack) unpack "$2" ;;
	source) fetch_source "$2" ;;
	packaging) fetch_packaging "$2" ;;
	esac
	mv "$tmp/out" "$3"
	;;
*)
	die "expected mirror, newest or sources PKG, unpack PKG DIR, source or packaging PKG=VERSION DIR, found: $*"
	;;
esac
