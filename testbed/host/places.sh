#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A HOME, a cache, ccache's folder or a build folder that cannot be used is named in one
# line by the first step, with what to do; and nothing is left when a run is interrupted.
. "$(dirname "$0")/../../scripts/common.sh"

# Below /tmp, so that another user gets there.
make_temporary /tmp/places
sandbox=$temporary
mkdir "$sandbox/top"
cp -r "$top/scripts" "$sandbox/top/"
mkdir "$sandbox/home"
failed=0
drop=
if [ "$(id -u)" = 0 ]; then
	drop="setpriv --reuid=65534 --regid=65534 --clear-groups"
	chown -R 65534:65534 "$sandbox"
fi

fail()
{
	echo "$*"
	failed=1
}

# deps.sh in an environment of these words only fails with one line like this.
must_say()	# REGEX NAME=VALUE...
{
	local what=$1 status=0
	shift
	$drop env -i PATH="$PATH" "$@" "$sandbox/top/scripts/deps.sh" < /dev/null > "$sandbox/out" 2>&1 || status=$?
	[ $status != 0 ] || fail "$*: deps.sh goes on"
	{ [ "$(wc -l < "$sandbox/out")" = 1 ] && grep -Eq "$what" "$sandbox/out"; } ||
		fail "$*: expected one line '$what', found: $(cat "$sandbox/out")"
}

must_say 'HOME is not set: set it, or XDG_CACHE_HOME' A=1
must_say 'HOME is not set' HOME=
must_say '/nonexistent/.cache/rproc-vdev: cannot be made by .*XDG_CACHE_HOME' HOME=/nonexistent
$drop mkdir -p "$sandbox/read-only/.cache/rproc-vdev"
$drop chmod 555 "$sandbox/read-only/.cache/rproc-vdev"
must_say 'read-only/.cache/rproc-vdev: cannot be written by .*XDG_CACHE_HOME' HOME="$sandbox/read-only"
$drop mkdir "$sandbox/white space"
cp -r "$top/scripts" "$sandbox/white space/"
must_say 'white space/rproc-vdev: expected a path without white space or colon' XDG_CACHE_HOME="$sandbox/white space"
must_say 'a:colon/rproc-vdev: expected a path without white space or colon' XDG_CACHE_HOME="$sandbox/a:colon"
mv "$sandbox/top" "$sandbox/the top"
ln -s "the top" "$sandbox/top"
must_say '/the top: expected a path without white space' HOME="$sandbox/home"
rm "$sandbox/top"
mv "$sandbox/the top" "$sandbox/top"
mkdir "$sandbox/other"
ln -s /usr "$sandbox/other/rproc-vdev"
must_say 'other/rproc-vdev: belongs to root, not to .*XDG_CACHE_HOME' XDG_CACHE_HOME="$sandbox/other"
# ccache's folder: that of CCACHE_DIR, and by default.
must_say '/nonexistent/ccache: cannot be made by .*: set CCACHE_DIR' HOME="$sandbox/home" CCACHE_DIR=/nonexistent/ccache
for folder in "$sandbox/own" "$sandbox/home/.cache/ccache/tmp"; do
	$drop mkdir -p "$folder"
	$drop chmod 555 "$folder"
done
must_say 'own: belongs to .*, cannot be written by .*: set CCACHE_DIR' HOME="$sandbox/home" CCACHE_DIR="$sandbox/own"
must_say 'home/.cache/ccache/tmp: belongs to .*, cannot be written by .*: set CCACHE_DIR' HOME="$sandbox/home"
rm -r "$sandbox/home/.cache/ccache"
# As after 'sudo make'.
$drop mkdir -p "$sandbox/top/build"
ln -s /usr "$sandbox/top/build/log"
must_say 'build/log: belongs to root, not to .*chown -R' HOME="$sandbox/home"
rm -r "$sandbox/top/build"
# What sudo does: another user than the owner of the checkout.
mkdir "$sandbox/root"
# shellcheck disable=SC2016 # for that script
printf '#!/bin/sh\n[ "$1" = -u ] && echo 0 || echo root\n' > "$sandbox/root/id"
chmod +x "$sandbox/root/id"
[ "$(stat -c %u "$sandbox/top")" != 0 ] || fail "the checkout of this test belongs to root"
must_say 'run make without sudo' HOME="$sandbox/home" SUDO_UID="$(stat -c %u "$sandbox/top")" PATH="$sandbox/root:$PATH"

# A Ctrl-C while a script removes its temporary files, which takes seconds for a kernel.
step="Ctrl-C in the clean-up"
mkdir -p "$sandbox/bin" "$sandbox/tmp"
cat > "$sandbox/bin/rm" <<END
#!/bin/bash
# slow
touch "$sandbox/begun"
sleep 1
exec /bin/rm "\$@"
END
cat > "$sandbox/top/scripts/interrupted.sh" <<END
#!/bin/bash
. "\$(dirname "\$0")/common.sh"
temporary=$sandbox/tmp
PATH=$sandbox/bin:\$PATH
END
chmod +x "$sandbox/bin/rm" "$sandbox/top/scripts/interrupted.sh"
python3 - "$sandbox" <<-'END'
	import os, signal, subprocess, sys, time
	sandbox = sys.argv[1]
	run = subprocess.Popen([sandbox + '/top/scripts/interrupted.sh'], start_new_session=True)
	while not os.path.exists(sandbox + '/begun') and run.poll() is None:
	    time.sleep(0.01)
	os.killpg(run.pid, signal.SIGINT)
	run.wait()
END
[ -e "$sandbox/begun" ] || fail "$step: nothing was removed"
[ ! -e "$sandbox/tmp" ] || fail "$step: the temporary files are still there"

# And what a run leaves that was killed outright.
mkdir -p "$sandbox/cache/rproc-vdev"/{linux-1.git,base.abcdef} "$sandbox/top/build/1.0"
echo 1 > "$sandbox/top/build/1.0/version"
base()
{
	XDG_CACHE_HOME=$sandbox/cache "$sandbox/top/scripts/base.sh" 1.0 > /dev/null
}
(
	flock 9
	base
	[ -e "$sandbox/cache/rproc-vdev/base.abcdef" ]
) 9> "$sandbox/cache/rproc-vdev/base.lock" || fail "base.sh removes what another run works on"
base
[ ! -e "$sandbox/cache/rproc-vdev/base.abcdef" ] || fail "base.sh leaves what a killed run has left"

# The same in a script that several runs may be in at a time.
cat > "$sandbox/top/scripts/run.sh" <<'END'
#!/bin/bash
. "$(dirname "$0")/common.sh"
make_temporary "$build/run"
[ $# = 0 ] || exit 0
sleep 100 > /dev/null &
echo "$temporary $$ $!"
wait
END
chmod +x "$sandbox/top/scripts/run.sh"
next()
{
	"$sandbox/top/scripts/run.sh" next
}
exec 5< <(exec "$sandbox/top/scripts/run.sh")
read -r folder script child <&5
next
[ -d "$folder" ] || fail "make_temporary removes the folder of another run"
kill -9 "$script"
next
[ -d "$folder" ] || fail "make_temporary removes a folder that a child of a killed run has"
kill "$child"
tries=0
while next && [ -d "$folder" ] && [ $((tries += 1)) -lt 20 ]; do sleep 0.1; done
[ ! -d "$folder" ] || fail "make_temporary leaves the folder of a killed run"
[ -z "$(find "$sandbox/top/build" -maxdepth 1 -name 'run.*')" ] || fail "make_temporary: a folder is left"

# Where it is not used, there is a lock, or the folder is kept.
found=$(cd "$top" && grep -l 'mktemp -d' scripts/*.sh testbed/host/*.sh | grep -v places | xargs)
expected="scripts/apt.sh scripts/base.sh scripts/board.sh scripts/common.sh scripts/newcomer.sh scripts/sidroot.sh scripts/tree.sh"
[ "$found" = "$expected" ] || fail "mktemp -d: expected in $expected, found in $found"

left()	# FOLDER: makes it, as a killed run has left it
{
	mkdir -p "$1/root"
}

gone()	# WHAT FOLDER
{
	[ ! -e "$2" ] || fail "$1 leaves what a killed run has left: ${2#"$sandbox/"}"
}

# git remembers a work tree.
left "$sandbox/top/build/apply.abcdef"
git init -q "$sandbox/repository"
git=(git -C "$sandbox/repository" -c user.name=x -c user.email=x@invalid)
"${git[@]}" commit -q --allow-empty -m x
echo x > "$sandbox/repository/x"
"${git[@]}" add x
"${git[@]}" commit -q -m y
"${git[@]}" format-patch -q -o "$sandbox" -1
"${git[@]}" worktree add -q --detach "$sandbox/top/build/apply.abcdef/tree"
"$sandbox/top/scripts/apply.sh" "$sandbox/repository" HEAD~ "$sandbox"/0001-y.patch > /dev/null || fail "apply.sh fails"
gone apply.sh "$sandbox/top/build/apply.abcdef"
[ "$("${git[@]}" worktree list | wc -l)" = 1 ] || fail "apply.sh: expected one work tree, found $("${git[@]}" worktree list)"

# These fail later, as nothing is there.
export XDG_CACHE_HOME=$sandbox/cache
source=$(dpkg-query -W -f '${source:Version}' qemu-system-arm)
mkdir -p "$sandbox/cache/rproc-vdev/qemu/${source//:/_}" "$sandbox/top/testbed/board"
left "$sandbox/top/build/board/x.so.abcdef"
! "$sandbox/top/scripts/board.sh" "$sandbox/top/build/board/x.so" > "$sandbox/out" 2>&1 || fail "board.sh: there is no QEMU, and it goes on"
gone board.sh "$sandbox/top/build/board/x.so.abcdef"
printf '#!/bin/sh\nexit 1\n' > "$sandbox/top/scripts/apt.sh"
left "$sandbox/cache/rproc-vdev/sidroot/0123456789ab.abcdef"
! "$sandbox/top/scripts/sidroot.sh" make > "$sandbox/out" 2>&1 || fail "sidroot.sh: there is no apt, and it goes on"
gone sidroot.sh "$sandbox/cache/rproc-vdev/sidroot/0123456789ab.abcdef"

# The quick start in a bare root that does nothing. What KEEP=yes has left stays.
for program in chroot git unshare; do
	ln -s /bin/true "$sandbox/root/$program"
done
rooms=$sandbox/cache/rproc-vdev/newcomer
mkdir -p "$rooms"/sid.bare/{etc/apt/apt.conf.d,home/newcomer,srv}
left "$rooms/sid.run.abcdef"
left "$rooms/sid.abcdef"
SUDO_UID=1 PATH="$sandbox/root:$PATH" "$sandbox/top/scripts/newcomer.sh" sid || fail "newcomer.sh: status $?"
gone newcomer.sh "$rooms/sid.run.abcdef"
[ -d "$rooms/sid.abcdef" ] || fail "newcomer.sh removes what KEEP=yes has left"
exit $failed
