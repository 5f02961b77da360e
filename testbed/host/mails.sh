#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The mails of make series: git am of them on the base gives exactly make tree's
# tree, everyone who has to get one does, the sender's sign-off is in each, and
# mail 0 cannot say what is no longer so.
#
# needs: tree
. "$(dirname "$0")/../../scripts/common.sh"
. "$(dirname "$0")/../../scripts/series.sh"

base=$1
tree=$(tree_of "$base" "")
sandbox=$(mktemp -d "$build/mails-test.XXXXXX")
temporary=$sandbox
failed=0

fail()
{
	echo "$*"
	failed=1
}

# The messages are the patches', up to the sign-off.
messages()	# FROM TO
{
	git -C "$tree" log --reverse --format=%B%x00 "$1..$2" |
		sed -e '/^Signed-off-by: /d' | tr '\0' '\f' | awk 'NF'
}

# A copy of this repository, where what is wrong can be done.
mkdir "$sandbox/top"
cp -r "$top/scripts" "$top/patches" "$sandbox/top/"
mkdir "$sandbox/top/testbed"
ln -s "$top"/testbed/* "$sandbox/top/testbed/"
ln -s "$build" "$sandbox/top/build"
cover=$sandbox/top/patches/cover-letter

must_refuse()	# REGEX WHAT
{
	if "$sandbox/top/scripts/mails.sh" "$base" "" "$sandbox/bad" > "$sandbox/out" 2>&1; then
		fail "$2: mails were written all the same"
	elif ! grep -Eq "$1" "$sandbox/out"; then
		fail "$2: expected '$1', found '$(tail -n 1 "$sandbox/out")'"
	fi
	cp "$top/patches/cover-letter" "$cover"
}

sender="Zoë O'Sender <zoe@sender.invalid>"
mails=$sandbox/mails
"$top/scripts/mails.sh" "$base" "$sender" "$mails" || exit

start=$(git -C "$tree" rev-list --max-parents=0 base)
apply_series "$tree" "$base" "$start"
count=$(git -C "$tree" rev-list --count "$start..$last")
mapfile -t files < <(find "$mails" -name 'v*-*.patch' ! -name 'v*-0000-cover-letter.patch' | sort)
[ ${#files[@]} = "$count" ] || fail "expected $count mails, found ${#files[@]}"
echo "$base: ${#files[@]} mails"

# The way that who gets them goes.
there=$("$top/scripts/apply.sh" "$tree" "$start" "${files[@]}") || exit
[ "$(git -C "$tree" rev-parse "$there^{tree}")" = "$(git -C "$tree" rev-parse "$last^{tree}")" ] ||
	fail "git am of the mails does not give the tree of make tree: git diff $last $there"
[ "$(messages "$start" "$last")" = "$(messages "$start" "$there")" ] ||
	fail "the messages are not those of the tree"
signed=$(git -C "$tree" log --format='%an <%ae>|%(trailers:key=Signed-off-by,valueonly,separator=|)' "$start..$there" | sort -u)
[ "$signed" = "$sender|$sender" ] || fail "expected every mail from and signed off by $sender, found: $signed"

for mail in "$mails"/*; do
	sed '/^$/,$d' "$mail" > "$sandbox/headers"
	for header in To Cc; do
		grep -q "^$header: .*@" "$sandbox/headers" || fail "${mail##*/}: no $header"
	done
	! sed -n '/^To:/,$p' "$sandbox/headers" | grep '(' || fail "${mail##*/}: that is no address (above)"
done
grep -q 'linux-remoteproc@' "$mails"/v*-0000-* || fail "mail 0 does not go to the list of remoteproc"
# Mail 0.
mail=$(echo "$mails"/v*-0000-cover-letter.patch)
! grep -n -e '\*\*\*' -e '^@' "$mail" || fail "mail 0 has places that nobody filled (above)"
grep -qx "base-commit: $start" "$mail" || fail "mail 0 has no base-commit: $start"
grep -qE '^ [0-9]+ files changed, ' "$mail" || fail "mail 0 has no diffstat"
[ "$(sed -n -E 's/^ +[0-9]+ +([0-9]+-)?([0-9]+)  .*/\2/p' "$mail" | tail -n 1)" = "$count" ] ||
	fail "the table of mail 0 does not end at patch $count"

# A part is the commits that the table says, on those before it.
part=$(sed -n -E 's/^ +([0-9]+) .* binding, .*/\1/p' "$mail")
"$top/scripts/mails.sh" "$base" "$sender" "$sandbox/part" "$part" > "$sandbox/out" || exit
range=$(sed -n -E "s/^> *$part +([0-9]+)-([0-9]+) .*/\1 \2/p" "$sandbox"/part/v*-0000-*)
from=${range% *} to=${range#* }
[ -n "$range" ] || fail "PART=$part: mail 0 does not mark it"
mapfile -t files < <(find "$sandbox/part" -name 'v*-*.patch' ! -name 'v*-0000-*' | sort)
[ ${#files[@]} = $((to - from + 1)) ] || fail "PART=$part: expected mails $from to $to, found ${#files[@]}"
mapfile -t commits < <(git -C "$tree" rev-list --reverse "$start..$last")
there=$("$top/scripts/apply.sh" "$tree" "${commits[from - 2]}" "${files[@]}") || exit
[ "$(git -C "$tree" rev-parse "$there^{tree}")" = "$(git -C "$tree" rev-parse "${commits[to - 1]}^{tree}")" ] ||
	fail "PART=$part: git am of the mails does not give patch $to: git diff ${commits[to - 1]} $there"
if "$top/scripts/mails.sh" "$base" "$sender" "$sandbox/bad" 99 > "$sandbox/out" 2>&1; then fail "PART=99 was taken"; fi

# What is no longer so.
sed -i '/^Steps:/,$s/^  docs: .*/  docs: Not a patch/' "$cover"
must_refuse 'Not a patch' "a step with a patch that is not there"
sed -i '/^Documentation$/,$d' "$cover"
must_refuse 'in none of the steps' "a patch in no step"
sed -i 's/^@TESTED@/@TESTS@/' "$cover"
must_refuse '@TESTS@' "an unknown placeholder"

# Without a sender, and with half of one.
"$top/scripts/mails.sh" "$base" "" "$sandbox/unsigned" > "$sandbox/out" || exit
grep -q 'no Signed-off-by' "$sandbox/out" || fail "nobody says that the sign-off is missing: $(cat "$sandbox/out")"
for mail in "$sandbox"/unsigned/v*-*.patch; do
	grep -q '^Signed-off-by:' "$mail" && fail "${mail##*/}: signed by whom?"
	[[ $mail = *-0000-* ]] || grep -q '^Not signed off' "$mail" || fail "${mail##*/} does not say that it is not signed off"
done
if "$top/scripts/mails.sh" "$base" "Zoe" "$sandbox/bad" > "$sandbox/out" 2>&1; then fail "a sender without an address was taken"; fi
exit $failed
