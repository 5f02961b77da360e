#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tries the README's quick start on a bare Debian: a fresh root of SUITE, a user with
# sudo, a clean clone of this checkout's HEAD, make. Prints what had to be installed,
# the time and the disk space that each step took.
#
#   newcomer.sh SUITE [make|check [ARGUMENT]...]
#
#   SUITE       bookworm, trixie, or any other that debootstrap supports
#   check       make check as well, with these ARGUMENTs: "T=dt-* kunit", FLAVOUR=use
#
#   SHARE=yes   the user's ~/.cache (ccache, base kernels, QEMU's headers) and apt's
#               packages are those of the last run with SHARE=yes, not empty
#   KEEP=yes    leaves the root behind, and prints where
#
# The root is in the cache; its mounts are in a namespace of their own and end with it.
share=${SHARE-} keep=${KEEP-}
. "$(dirname "$0")/common.sh"

usage="expected SUITE [make|check [ARGUMENT]...]"
[ $# -ge 1 ] || die "$usage, found nothing"
suite=$1 what=${2-make}
shift $(($# < 2 ? $# : 2))
case $what:$# in
make:0 | check:*) ;;
*) die "$usage, found: $suite $what $*" ;;
esac
[[ $suite =~ ^[a-z]+$ ]] || die "SUITE=$suite: expected the name of a release, such as trixie"
# The rest needs root: debootstrap, mounts.
if [ "$(id -u)" != 0 ]; then
	"$top/scripts/deps.sh" debootstrap
	"$top/scripts/apt.sh" mirror > /dev/null
	command -v sudo > /dev/null || die "debootstrap and mounts need root: expected sudo, found none (apt install sudo, or run this as root)"
	exec sudo XDG_CACHE_HOME="${cache%/*}" SHARE="$share" KEEP="$keep" "$0" "$suite" "$what" "$@"
fi
[ -n "${SUDO_UID-}" ] || "$top/scripts/deps.sh" debootstrap

rooms=$cache/newcomer
bare=$rooms/$suite.bare
mkdir -p "$rooms"

# What an installed Debian has at the least, and sudo.
make_bare()
{
	local mirror security tmp
	echo "Bare $suite: debootstrap" >&2
	read -r mirror security < <("$top/scripts/apt.sh" mirror)
	make_temporary "$bare"
	tmp=$temporary
	debootstrap --variant=minbase --include=sudo,ca-certificates "$suite" "$tmp/root" "$mirror" \
		> "$bare.log" 2>&1 || {
		tail -n 10 "$bare.log" >&2
		die "debootstrap $suite $mirror failed (above)"
	}
	rm -rf "$tmp"/root/var/cache/apt/archives/*.deb "$tmp"/root/var/lib/apt/lists/*
	{
		echo "deb $mirror $suite main"
		echo "deb $mirror $suite-updates main"
		[ -z "$security" ] || echo "deb $security $suite-security main"
	} > "$tmp/root/etc/apt/sources.list"
	chroot "$tmp/root" useradd -m -s /bin/bash newcomer
	echo "newcomer ALL=(ALL) NOPASSWD: ALL" > "$tmp/root/etc/sudoers.d/newcomer"
	chmod 755 "$tmp/root"
	mv "$tmp/root" "$bare"
	rm -r "$tmp"
}

# How this machine reaches the network, and the clean clone's origin.
furnish()
{
	cp /etc/resolv.conf /etc/hosts "$root/etc/"
	apt-config dump | grep -iE '^Acquire::(.*proxy|check-|retries)' > "$root/etc/apt/apt.conf.d/90machine" || :
	env | grep -i '^[a-z]*_proxy=' > "$root/etc/environment" || :
	git clone -q --bare "$top" "$root/srv/rproc-vdev.git"
	chroot "$root" chown -R newcomer: /srv/rproc-vdev.git
	if [ "$share" = yes ]; then
		mkdir -p "$rooms/$suite.cache" "$rooms/$suite.archives" "$root/home/newcomer/.cache"
		chroot "$root" chown newcomer: /home/newcomer/.cache
		chown --reference="$root/home/newcomer" "$rooms/$suite.cache"
	fi
	cat > "$root/home/newcomer/try" <<'END'
#!/bin/bash
# The commands of the README, line by line, and the cost of each.
set -eu -o pipefail
cd
used() { sudo du -smx / 2> /dev/null | cut -f 1 || :; }	# df sees what others write
packages() { dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort; }
failed=0
run()
{
	local begin=$SECONDS before
	before=$(used)
	packages > /tmp/before
	printf '\n$ %s\n' "${*#quiet }"
	"$@" || failed=$?
	printf '%s\t%d s\t%d MB\t%d packages\n' "${*#quiet }" $((SECONDS - begin)) $(($(used) - before)) \
		"$(packages | comm -13 /tmp/before - | wc -l)" >> /tmp/report
	[ $failed = 0 ]
}
report()
{
	printf '\n'
	while IFS=$'\t' read -r what cost; do
		printf '%-44s %s\n' "$what" "$cost"
	done < /tmp/report
	for folder in ~/rproc-vdev/build ~/.cache/rproc-vdev ~/.cache/ccache /var/cache/apt; do
		[ ! -e $folder ] || printf '%-44s %s MB\n' $folder "$(du -smx $folder 2>/dev/null | cut -f 1)"
	done
	exit $failed
}
trap report EXIT
: > /tmp/report
quiet() { "$@" > /tmp/out 2>&1 || { cat /tmp/out; return 1; }; }
run quiet sudo apt-get -q update
run quiet sudo apt-get -q -y install git make
run git clone -q /srv/rproc-vdev.git rproc-vdev
cd rproc-vdev
run make
[ "$1" != check ] || run make "$@"
END
	chmod 755 "$root/home/newcomer/try"
}

[ -d "$bare" ] || { lock newcomer; [ -d "$bare" ] || make_bare; }
[ -z "$(git -C "$top" status --porcelain)" ] ||
	echo "newcomer.sh: what is not committed here is not in the clone" >&2
if [ "$keep" = yes ]; then
	room=$(mktemp -d "$rooms/$suite.XXXXXX")
else
	make_temporary "$rooms/$suite.run"
	room=$temporary
fi
root=$room/root
chmod 755 "$room"
cp -a "$bare" "$root"
furnish
[ "$keep" != yes ] || echo "root: $root"

status=0
# shellcheck disable=SC2016 # expanded inside
unshare --mount --pid --fork --kill-child --propagation private bash -eu -c '
	root=$1 share=$2
	shift 2
	mount --bind "$root" "$root"
	cd "$root"
	mount -t proc proc proc
	mount -t sysfs -o ro sysfs sys
	mount -t tmpfs -o mode=755 dev dev
	for node in null zero full random urandom tty; do
		touch dev/$node
		mount --bind /dev/$node dev/$node
	done
	mkdir dev/shm dev/pts
	mount -t tmpfs -o mode=1777 shm dev/shm
	mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
	ln -s pts/ptmx dev/ptmx
	ln -s /proc/self/fd dev/fd
	for number in 0 1 2; do
		ln -s fd/$number dev/$(echo stdin stdout stderr | cut -d " " -f $((number + 1)))
	done
	if [ -n "$share" ]; then
		mount --bind "$share.cache" home/newcomer/.cache
		mount --bind "$share.archives" var/cache/apt/archives
	fi
	mkdir .old
	pivot_root . .old
	# A chroot would be seen as one: no user namespaces.
	umount -l /.old
	rmdir /.old
	cd /
	export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
	exec su -l newcomer -c "exec ./try \"\$@\"" -- sh "$@"
' sh "$root" "$([ "$share" != yes ] || echo "$rooms/$suite")" "$what" "$@" < /dev/null || status=$?
exit $status
