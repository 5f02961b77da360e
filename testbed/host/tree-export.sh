#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# make tree and make export on a small kernel of the test's own: the series goes
# back and forth without a change of a byte, the whole files come and go, and
# work that is in the tree is never lost.
. "$(dirname "$0")/../../scripts/common.sh"

make_temporary "$build/tree-export"
sandbox=$temporary
mkdir -p "$sandbox"/{cache/rproc-vdev,build/1.0}
cp -r "$top/scripts" "$sandbox/"
export XDG_CACHE_HOME=$sandbox/cache
tree=$sandbox/build/1.0/tree
step=
cd "$sandbox"

fail()
{
	echo "$step: $*"
	exit 1
}

# must_refuse REGEX COMMAND...: it fails with the reason, and does not change
# the tree
must_refuse()
{
	before=$(git -C "$tree" rev-parse HEAD; git -C "$tree" status --porcelain)
	what=$1
	shift
	if "$@" > out 2>&1; then fail "$* should have failed"; fi
	grep -Eq "$what" out || fail "$* says '$(cat out)', expected '$what'"
	[ "$before" = "$(git -C "$tree" rev-parse HEAD; git -C "$tree" status --porcelain)" ] ||
		fail "$* touched the tree"
}

snapshot()
{
	find patches drivers include -type f -exec sha256sum {} + 2>/dev/null | sort
}

commit()	# SUBJECT
{
	git -C "$tree" add -A
	git -C "$tree" commit -q -m "$1"
}

# What was done to patches/ becomes a commit of the repository that they are in.
land()
{
	git add -A
	git -c user.name=test -c user.email=test@invalid commit -q --allow-empty -m land
}

lines()	# FROM TO WORD
{
	for n in $(seq "$1" "$2"); do echo "$3 $n"; done
}

step="base"
git init -q .
printf '/%s/\n' build cache kernel > .gitignore
land
git init -q -b base kernel
mkdir -p kernel/drivers/rp kernel/include kernel/lib
lines 1 60 core > kernel/drivers/rp/core.c
lines 1 60 virtio > kernel/drivers/rp/virtio.c
lines 1 9 h > kernel/include/rp.h
lines 1 9 other > kernel/lib/other.c
git -C kernel -c user.name=base -c user.email=base@invalid add -A
git -C kernel -c user.name=base -c user.email=base@invalid commit -q -m base
git clone -q --bare kernel "$sandbox/cache/rproc-vdev/linux-test.git"
echo test > build/1.0/version

step="an empty series"
scripts/tree.sh 1.0
scripts/export.sh 1.0 > out
[ ! -s patches/series ] || fail "patches/series is not empty"

step="changed, added, renamed, rewritten"
sed -i 's/core 30/core thirty/' "$tree/drivers/rp/core.c"
commit "rp: change the core"
git -C "$tree" mv drivers/rp/virtio.c drivers/rp/transport.c
commit "rp: rename"
lines 1 40 new > "$tree/drivers/rp/virtio.c"
lines 1 5 doc > "$tree/include/new.h"
printf '#!/bin/sh\n' > "$tree/drivers/rp/run.sh"
chmod +x "$tree/drivers/rp/run.sh"
ln -s virtio.c "$tree/drivers/rp/link.c"
commit "rp: add

A body with a line that begins as a diff does would end the message:
 diff --git is quoted, --- and umlauts (äöü) are not.

Fixes: 0123456789ab (\"rp: initial\")"
must_refuse 'rp: change the core: of which topic' scripts/export.sh 1.0
git -C "$tree" rebase -q base --exec 'git commit -q --amend --no-edit --trailer "Topic: heart"' > out 2>&1
scripts/export.sh 1.0 > out
grep -q 'patches/heart/cover-letter: not there' out || fail "nobody misses the cover letter: $(cat out)"
! grep -r '^Topic:' patches || fail "lines that name a topic are left"
(cd "$sandbox" && find drivers include \( -type f -o -type l \)) | sort > out
printf '%s\n' drivers/rp/link.c drivers/rp/run.sh drivers/rp/virtio.c include/new.h | diff - out ||
	fail "these are not the files that the series adds (> found)"
[ -x drivers/rp/run.sh ] || fail "run.sh is no longer executable"
[ "$(wc -l < patches/series)" = 3 ] || fail "expected 3 patches"
grep -q '^rename to' patches/heart/0002-*.patch || fail "the rename is not one"

step="a round trip"
snapshot > one
tip=$(git -C "$tree" rev-parse HEAD)
rm -rf "$tree"
scripts/tree.sh 1.0
[ "$(git -C "$tree" rev-parse HEAD)" = "$tip" ] || fail "other commit ids"
scripts/export.sh 1.0 > out
snapshot | diff one - || fail "files have changed"

step="work that is not in patches/"
echo "one more" >> "$tree/drivers/rp/core.c"
must_refuse 'not committed' scripts/export.sh 1.0
scripts/tree.sh 1.0
grep -q "one more" "$tree/drivers/rp/core.c" || fail "an edit was lost"
commit "fixup! rp: change the core"
must_refuse 'fixup' scripts/export.sh 1.0
scripts/tree.sh 1.0 > out
grep -q 'has 4 commits' out || fail "make tree does not mention the commit: $(cat out)"
sed -i '/^heart.0003/d' patches/series
must_refuse 'commits of its own' scripts/tree.sh 1.0
git -C "$tree" reset -q --keep HEAD~

step="patches/ went back, the tree did not"
must_refuse 'not what was exported' scripts/tree.sh 1.0
grep -q "export BASE=1.0" out || fail "how to go on?"
git -C "$tree" reset -q --keep patches
scripts/tree.sh 1.0 > out
[ "$(git -C "$tree" rev-list --count base..)" = 2 ] || fail "expected 2 commits"
git -C "$tree" reset -q --keep "$tip"
scripts/export.sh 1.0 > out
snapshot | diff one - || fail "files have changed"
sed -i '/^heart.0003/d' patches/series

step="patches/ changed, the tree did not"
land
touch -d '2 days ago' "$tree/drivers/rp/core.c" "$tree/lib/other.c" "$tree/drivers/rp/transport.c"
scripts/tree.sh 1.0
[ "$(git -C "$tree" rev-list --count base..)" = 2 ] || fail "expected 2 commits"
[ ! -e "$tree/drivers/rp/virtio.c" ] || fail "virtio.c is still there"
[ -z "$(find "$tree" -name other.c -mtime -1)" ] || fail "files that do not change are touched"
echo heart/0003-rp-add.patch >> patches/series
echo "in the way" > "$tree/drivers/rp/virtio.c"
must_refuse 'in the way' scripts/tree.sh 1.0
rm "$tree/drivers/rp/virtio.c"
scripts/tree.sh 1.0
[ "$(git -C "$tree" rev-parse HEAD)" = "$tip" ] || fail "not what it was"

step="only the message of a patch changed"
sed -i '0,/^---$/s//A reason.\n---/' patches/heart/0003-rp-add.patch
scripts/tree.sh 1.0
git -C "$tree" log -1 | grep -q " A reason[.]$" || fail "the tree has the old message"
git checkout -q patches
echo heart/0003-rp-add.patch >> patches/series
scripts/tree.sh 1.0
[ "$(git -C "$tree" rev-parse HEAD)" = "$tip" ] || fail "not what it was"

step="another point release of the base"
land
rm -rf "$tree"
git clone -q "$sandbox/cache/rproc-vdev/linux-test.git" newer
sed -i '1i newer' newer/drivers/rp/core.c
git -C newer -c user.name=base -c user.email=base@invalid commit -q -a -m newer
git -C newer checkout -q --orphan base2
git -C newer -c user.name=base -c user.email=base@invalid commit -q -m newer
git -C newer branch -q -M base2 base
git clone -q --bare newer "$sandbox/cache/rproc-vdev/linux-newer.git"
rm -rf newer
echo newer > build/1.0/version
scripts/tree.sh 1.0
snapshot > one
scripts/export.sh 1.0 > out
snapshot | diff one - || fail "nothing has changed, and patches/ has"
sed -i 's/core 50/core fifty/' "$tree/drivers/rp/core.c"
git -C "$tree" commit -q -a -m "rp: for the newer one" -m "Topic: heart"
scripts/export.sh 1.0 > out
grep -q ' newer$' patches/base || fail "patches/base is not that of the newer one"
rm -rf "$tree"
echo test > build/1.0/version
git checkout -q patches drivers include
git clean -fdq patches drivers include
scripts/tree.sh 1.0

step="topics"
echo "The heart" > patches/heart/cover-letter
echo one > "$tree/lib/one.c"
commit "lib: one"
scripts/export.sh 1.0 > out
[ -e patches/heart/0004-lib-one.patch ] || fail "a commit at the end is not of the last topic"
echo two > "$tree/lib/two.c"
commit "lib: two

Fixes: 0123456789ab (\"rp: initial\")
Topic: lib-fixes"
scripts/export.sh 1.0 > out
[ "$(tail -n 1 patches/series)" = lib-fixes/0001-lib-two.patch ] || fail "expected lib-fixes at the end: $(cat patches/series)"
[ -e patches/heart/cover-letter ] || fail "export has removed a cover letter"
grep -q '^Fixes: ' patches/lib-fixes/0001-lib-two.patch || fail "a tag went with the topic"
two=$(git -C "$tree" rev-parse HEAD)
snapshot > one
rm -rf "$tree"
scripts/tree.sh 1.0
[ "$(git -C "$tree" rev-parse HEAD)" = "$two" ] || fail "other commit ids"
scripts/export.sh 1.0 > out
snapshot | diff one - || fail "files have changed"
git -C "$tree" reset -q --keep HEAD~
echo between > "$tree/lib/between.c"
commit "lib: between"
git -C "$tree" cherry-pick "$two" > out
must_refuse 'lib: between: of which topic.*, heart or lib-fixes' scripts/export.sh 1.0
git -C "$tree" reset -q --keep "$two"
echo three > "$tree/lib/three.c"
commit "lib: three

Topic: heart"
must_refuse 'lib: three: of topic heart, but not beside' scripts/export.sh 1.0
git -C "$tree" reset -q --keep "$two"
git -C "$tree" commit -q --allow-empty -m "lib: two"
must_refuse 'lib: two: the subject of two commits' scripts/export.sh 1.0
git -C "$tree" reset -q --keep "$tip"
scripts/export.sh 1.0 > out
[ ! -e patches/lib-fixes/0001-lib-two.patch ] || fail "a patch of a topic that has gone is left"

step="what must not be exported"
git -C "$tree" -c user.name=Somebody commit -q --amend --no-edit --reset-author
must_refuse 'with an author' scripts/export.sh 1.0
git -C "$tree" reset -q --keep "$tip"
git -C "$tree" commit -q --amend --no-edit -s
must_refuse 'sign-off' scripts/export.sh 1.0
git -C "$tree" reset -q --keep "$tip"

step="files that go"
git -C "$tree" rm -q include/new.h
git -C "$tree" commit -q --amend --no-edit
scripts/export.sh 1.0 > out
[ ! -e include/new.h ] || fail "include/new.h is still shown"
git -C "$tree" reset -q --hard base
scripts/export.sh 1.0 > out
[ -z "$(find . -path ./build -prune -o -path ./kernel -prune -o \( -name "*.c" -o -name "*.patch" \) -print)" ] || fail "something is left"

step="a prerequisite of one base"
mkdir patches/1.0
git -C "$tree" checkout -q -b helper
echo helper >> "$tree/lib/other.c"
commit "lib: add a helper"
git -C "$tree" format-patch -q -o "$sandbox/patches/1.0" HEAD~..
echo "0001-lib-add-a-helper.patch # heart" > patches/1.0/series
git -C "$tree" checkout -q series
land
scripts/tree.sh 1.0
[ "$(git -C "$tree" rev-list --count base..)" = 0 ] || fail "the prerequisite counts as the series"
grep -q helper "$tree/lib/other.c" || fail "the prerequisite is not applied"
scripts/export.sh 1.0 > out
[ -e patches/1.0/0001-lib-add-a-helper.patch ] || fail "export removed the prerequisite"

step="a prerequisite that a newer point release has"
cp build/1.0/version version
echo "0001-lib-add-a-helper.patch # heart <1.0.8" > patches/1.0/series
echo 1.0.8-1 > build/1.0/version
[ -z "$(. scripts/common.sh && . scripts/series.sh && prerequisites 1.0)" ] || fail "1.0.8 needs it"
[ -z "$(. scripts/common.sh && . scripts/series.sh && prerequisites 1.0 heart)" ] || fail "the topic needs it on 1.0.8"
echo 1.0.7-1~deb12u1 > build/1.0/version
[ -n "$(. scripts/common.sh && . scripts/series.sh && prerequisites 1.0)" ] || fail "1.0.7 does not need it"
[ -z "$(. scripts/common.sh && . scripts/series.sh && prerequisites 1.0 other)" ] || fail "another topic needs it"
mv version build/1.0/version
echo "0001-lib-add-a-helper.patch # heart" > patches/1.0/series

step="a patch that does not apply"
printf '%s\n' "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001" \
	"From: x <x@invalid>" "Date: Thu, 1 Jan 2026 00:00:00 +0000" "Subject: [PATCH] rp: bad" "" "---" \
	"--- a/drivers/rp/core.c" "+++ b/drivers/rp/core.c" "@@ -1 +1 @@" "-nothing like it" "+x" > patches/bad.patch
mkdir -p patches/heart
mv patches/bad.patch patches/heart/0001-bad.patch
echo heart/0001-bad.patch > patches/series
must_refuse 'does not apply' scripts/tree.sh 1.0
grep -q 'patches/heart/0001-bad.patch does not apply to base:$' out || fail "which patch? $(cat out)"
grep -q '^  drivers/rp/core.c: the hunk at line 1 of the patch does not match$' out ||
	fail "which file and hunk? $(cat out)"
sed -i 's/core.c/gone.c/' patches/heart/0001-bad.patch
must_refuse '^  drivers/rp/gone.c: does not exist$' scripts/tree.sh 1.0
