#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What the kernel's own tools say of the series, but for those that take minutes:
# make lint runs these too. And what they should complain about, they do.
#
# packages: codespell python3-git python3-ply python3-sphinx
# needs: tree
. "$(dirname "$0")/../../scripts/common.sh"

base=$1
failed=0
"$top/scripts/lint.sh" "$base" check || failed=1

# A patch with one mistake of each kind.
sandbox=$(mktemp -d "$build/lint-test.XXXXXX")
temporary=$sandbox
mkdir "$sandbox/top"
cp -r "$top/scripts" "$top/patches" "$sandbox/top/"
ln -s "$build" "$sandbox/top/build"
mkdir "$sandbox/top/patches/topic"
cat > "$sandbox/top/patches/topic/bad.patch" <<'END'
From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: rproc-vdev series <rproc-vdev@invalid>
Date: Thu, 1 Jan 2026 00:00:00 +0000
Subject: [PATCH] rpmsg: Be wrong.

A later patch will mend teh mistakes, and "Be quoted" some
others.

Fixes: 0123456 (some commit)
Reviewed-by: Nobody <nobody@invalid>
---
 drivers/remoteproc/bad.c | 3 +++
 1 file changed, 3 insertions(+)

diff --git a/drivers/remoteproc/bad.c b/drivers/remoteproc/bad.c
--- a/drivers/remoteproc/bad.c
+++ b/drivers/remoteproc/bad.c
@@ -1,1 +1,3 @@
 int bad;
+int *p = NULL; 
+int a=1;
END
sed 's/^Subject: .*/Subject: [PATCH] rpmsg: Be quoted/' "$sandbox/top/patches/topic/bad.patch" \
	> "$sandbox/top/patches/topic/quoted.patch"
printf '%s\n' topic/bad.patch topic/quoted.patch > "$sandbox/top/patches/series"
mkdir "$sandbox/top/patches/9.9"
cp "$sandbox/top/patches/topic/bad.patch" "$sandbox/top/patches/9.9/0001-bad-here-too.patch"
if "$sandbox/top/scripts/lint.sh" "$base" patches > "$sandbox/out" 2>&1; then
	echo "a bad patch passes"
	failed=1
fi
while read -r what; do
	grep -qE "$what" "$sandbox/out" || {
		echo "lint.sh does not complain about a bad patch with '$what':"
		cat "$sandbox/out"
		failed=1
	}
done <<-'END'
	^FAIL topic/bad$
	^FAIL 9\.9/0001-bad-here-too$
	checkpatch: .*TRAILING_WHITESPACE
	checkpatch: .*SPACING
	codespell: .*teh
	subject: ends with a full stop
	subject: expected one of 'remoteproc: '
	message: speaks of patches
	message: speaks of another patch: Be quoted
	message: expected Fixes: 12 digits
	message: nobody's tags
END
exit $failed
