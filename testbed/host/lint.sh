#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What the kernel's own tools report on the series, but for those that take minutes:
# make lint runs these too. And what they should complain about, they do.
#
# packages: codespell python3-git python3-ply python3-sphinx
# needs: tree
. "$(dirname "$0")/../../scripts/common.sh"

base=$1
failed=0
"$top/scripts/lint.sh" "$base" check || failed=1

# A patch with one mistake of each kind.
make_temporary "$build/lint-test"
sandbox=$temporary
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
# Two of more than 300 lines: a move but for one line, and one that mentions no move.
{
	printf '%s\n' "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001" \
		"From: rproc-vdev series <rproc-vdev@invalid>" "Date: Thu, 1 Jan 2026 00:00:00 +0000" \
		"Subject: [PATCH] remoteproc: Move numbers" "" "They belong elsewhere. No functional change." "---" ""
	printf '%s\n' "diff --git a/drivers/remoteproc/from.c b/drivers/remoteproc/from.c" \
		"--- a/drivers/remoteproc/from.c" "+++ b/drivers/remoteproc/from.c" "@@ -1,200 +0,0 @@"
	printf -- '-int moved%d = 1;\n' {1..199}
	printf -- '-static int gone(int a,\n'
	printf '%s\n' "diff --git a/drivers/remoteproc/to.c b/drivers/remoteproc/to.c" \
		"new file mode 100644" "--- /dev/null" "+++ b/drivers/remoteproc/to.c" "@@ -0,0 +1,200 @@" \
		"+// SPDX-License-Identifier: GPL-2.0-only"
	printf '+int moved%d = 1;\n' {1..198} 200
} > "$sandbox/top/patches/topic/moved.patch"
sed 's/ No functional change\.$//' "$sandbox/top/patches/topic/moved.patch" > "$sandbox/top/patches/topic/large.patch"
printf '%s\n' moved large | sed 's|.*|topic/&.patch|' >> "$sandbox/top/patches/series"
sed -e '/^-static/d' -e 's/^-int moved199/-int moved200/' -e 's/-1,200/-1,199/' \
	"$sandbox/top/patches/topic/moved.patch" > "$sandbox/pure.patch"
[ -z "$("$top/scripts/moved.py" "$sandbox/pure.patch")" ] || {
	echo "moved.py finds more than a move in one: $("$top/scripts/moved.py" "$sandbox/pure.patch")"
	failed=1
}
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
	size: 400 lines change, the message says that nothing does, but 3 lines are not moved:
	size: -int moved199 = 1;
	size: \+int moved200 = 1;
	size: 400 lines change, expected at most 300
END
exit $failed
