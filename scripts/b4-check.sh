#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks the mails of make series TOPIC=... with b4, as before sending with b4:
#
#   b4-check.sh BASE TOPIC
#
# The mails become the commits of a small clone, 'b4 prep --enroll' takes them over
# and 'b4 prep --check' looks at each, with checkpatch as scripts/lint.allow has it.
# b4 comes from Debian sid, as Debian 12's has no --check. Nothing is fetched or sent.
. "$(dirname "$0")/common.sh"
. "$top/scripts/series.sh"

[ $# = 2 ] || die "expected BASE TOPIC, found: $*"
tree=$(tree_of "$1" "")
mails=$build/$1/mails/$2
mapfile -t files < <(find "$mails" -name 'v*.patch' ! -name 'v*-0000-*' 2>/dev/null | sort)
[ ${#files[@]} -gt 0 ] || die "${mails#"$top/"}: no mails: make series TOPIC=$2 first"

make_temporary "$build/b4"
tmp=$temporary
start=$(git -C "$tree" rev-list --max-parents=0 base)
apply_topic "$tree" "$1" "$start" "$2"
start=$before
last=$("$top/scripts/apply.sh" "$tree" "$start" "${files[@]}")
git clone -q -s --no-checkout --no-tags "$tree" "$tmp/git"
cd "$tmp/git"
git remote remove origin
# What checkpatch reads, and the folders by which it detects a kernel, but for a script
# that needs the Python of Debian's packages: lint.sh has run that.
git sparse-checkout set --no-cone '/*' '!/*/' /scripts/ '!/scripts/spdxcheck.py' \
	/Documentation/dev-tools/ /Documentation/devicetree/bindings/
git checkout -q -B sent "$last"
mkdir -p Documentation arch include drivers fs init ipc kernel lib
for branch in $(git for-each-ref --format='%(refname:short)' refs/heads); do
	[ "$branch" = sent ] || git branch -q -D "$branch"
done
git branch start "$start"
git config user.name "$series_name"
git config user.email "$series_mail"
# What lint.allow has for all patches, and for a single one: by its subject here.
ignored=$(awk -F '\t+' '$1 == "checkpatch" { print $2 }' "$top/scripts/lint.allow" | paste -s -d ,)
while IFS=$'\t' read -r patch type; do
	echo "$type	$(sed -n 's/^Subject: \[PATCH\] //p' "$patches/$patch.patch")"
done < <(sed -n -E 's/^checkpatch@([^\t]+)\t+([^\t]+)\t.*/\1\t\2/p' "$top/scripts/lint.allow") > "$tmp/one"
cat > "$tmp/check" <<END
#!/bin/sh
cat > "$tmp/patch"
subject=\$(sed -n -E 's/^Subject: (\\[[^]]*\\] )?//p' "$tmp/patch" | head -n 1)
one=\$(grep -F "	\$subject" "$tmp/one" | cut -f 1 | paste -s -d ,)
exec ./scripts/checkpatch.pl -q --terse --strict --no-summary --mailback --showfile \
	--ignore "$ignored,\$one" "$tmp/patch"
END
chmod +x "$tmp/check"
git config b4.prep-perpatch-check-cmd "$tmp/check"

mkdir "$tmp/home"
# shellcheck disable=SC2016 # expanded inside
"$top/scripts/sidroot.sh" run -b "$tree" sh -c '
	export HOME=$1
	git config --global --add safe.directory "*"
	b4 prep --enroll start && b4 prep --check
' sh "$tmp/home" > "$tmp/found" 2>&1 || { cat "$tmp/found"; die "b4 failed (above)"; }
sed -i 's/\x1b\[[0-9;]*m//g' "$tmp/found"
result=$(sed -n '/^Success: /p' "$tmp/found")
[ "$result" = "Success: ${#files[@]}, Warning: 0, Error: 0" ] || {
	cat "$tmp/found"
	die "b4 prep --check: expected ${#files[@]} patches without a warning, found ${result:-nothing}"
}
echo "b4 prep --check: $result"
