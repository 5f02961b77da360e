#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The mails of make series TOPIC=...: git am of them, on the base with what mail 0 names,
# gives what patches/ has, each goes to everyone it concerns, the sender's sign-off is in
# each, and mail 0 has no outdated results. And the table of make series.
#
# needs: tree
. "$(dirname "$0")/../../scripts/common.sh"
. "$(dirname "$0")/../../scripts/series.sh"

base=$1
tree=$(tree_of "$base" "")
make_temporary "$build/mails-test"
sandbox=$temporary
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

must_refuse()	# REGEX WHAT TOPIC
{
	if "$sandbox/top/scripts/mails.sh" "$base" "$3" "" "$sandbox/bad" > "$sandbox/out" 2>&1; then
		fail "$2: mails were written all the same"
	elif ! grep -Eq "$1" "$sandbox/out"; then
		fail "$2: expected '$1', found '$(tail -n 1 "$sandbox/out")'"
	fi
	cp "$top/patches/arm-dma/cover-letter" "$sandbox/top/patches/arm-dma/cover-letter"
}

sender="Zoë O'Sender <zoe@sender.invalid>"
start=$(git -C "$tree" rev-list --max-parents=0 base)

# One with a patch of this base's folder before it, one with other topics, one with nothing.
for topic in rpmsg stm32-receive arm-dma; do
	mails=$sandbox/$topic
	"$top/scripts/mails.sh" "$base" "$topic" "$sender" "$mails" || exit
	apply_topic "$tree" "$base" "$start" "$topic"
	count=$(git -C "$tree" rev-list --count "$before..$last")
	mapfile -t files < <(find "$mails" -name 'v*-*.patch' ! -name 'v*-0000-cover-letter.patch' | sort)
	[ ${#files[@]} = "$count" ] || fail "$topic: expected $count mails, found ${#files[@]}"

	# The way of a recipient.
	there=$("$top/scripts/apply.sh" "$tree" "$before" "${files[@]}") || exit
	[ "$(git -C "$tree" rev-parse "$there^{tree}")" = "$(git -C "$tree" rev-parse "$last^{tree}")" ] ||
		fail "$topic: git am of the mails does not give what patches/ says: git diff $last $there"
	[ "$(messages "$before" "$last")" = "$(messages "$before" "$there")" ] ||
		fail "$topic: the messages are not those of patches/"
	signed=$(git -C "$tree" log --format='%an <%ae>|%(trailers:key=Signed-off-by,valueonly,separator=|)' "$before..$there" | sort -u)
	[ "$signed" = "$sender|$sender" ] ||
		fail "$topic: expected every mail from and signed off by $sender, found: $signed"

	for mail in "$mails"/*; do
		sed '/^$/,$d' "$mail" > "$sandbox/headers"
		grep -q "^To: .*@" "$sandbox/headers" || fail "$topic/${mail##*/}: no To"
		grep -q "^Cc: .*@" "$sandbox/headers" || fail "$topic/${mail##*/}: no Cc"
		! sed -n '/^To:/,$p' "$sandbox/headers" | grep '(' || fail "$topic/${mail##*/}: that is no address (above)"
	done

	mail=$(echo "$mails"/v*-0000-cover-letter.patch)
	grep -qF "] $(head -n 1 "$patches/$topic/cover-letter")" "$mail" || fail "$topic: mail 0 has another subject"
	! grep -n -e '\*\*\*' -e '^@' "$mail" || fail "$topic: mail 0 has places that nobody filled (above)"
	grep -qx "base-commit: $start" "$mail" || fail "$topic: mail 0 has no base-commit: $start"
	grep -qE '^ [0-9]+ files? changed, ' "$mail" || fail "$topic: mail 0 has no diffstat"
	[ "$(grep -c '^prerequisite-patch-id: ' "$mail")" = "$(git -C "$tree" rev-list --count "$start..$before")" ] ||
		fail "$topic: mail 0 does not list the $(git -C "$tree" rev-list --count "$start..$before") patches before it"
	for need in $(needs "$topic"); do
		grep -qxF "  $(head -n 1 "$patches/$need/cover-letter") ($(topic_patches "$need" | wc -l) patches)" "$mail" ||
			fail "$topic: mail 0 does not name $need"
	done
	for test in $(tests_of "$topic"); do
		grep -qw -- "$test" "$mail" || fail "$topic: mail 0 does not name the test $test"
	done
done
grep -q 'linux-remoteproc@' "$sandbox"/rpmsg/v*-0000-* || fail "mail 0 of rpmsg does not go to the list of remoteproc"
! grep -q 'linux-remoteproc@' "$sandbox"/arm-dma/v*-0000-* || fail "mail 0 of arm-dma goes to the list of remoteproc"
grep -q 'after:' "$sandbox"/rpmsg/v*-0000-* || [ -z "$(prerequisites "$base" rpmsg)" ] ||
	fail "mail 0 of rpmsg does not say what $base lacks"

# The table has all topics, and all patches.
"$top/scripts/mails.sh" "$base" > "$sandbox/table" || exit
topics | diff - <(sed -n '2,$s/ .*//p' "$sandbox/table") || fail "make series: these are not the topics (above)"
[ "$(awk '{ n += $2 } END { print n }' "$sandbox/table")" = "$(series | wc -l)" ] ||
	fail "make series: the table does not have $(series | wc -l) patches"

# What is no longer so.
sed -i 's/^@TESTED@/@TESTS@/' "$sandbox/top/patches/arm-dma/cover-letter"
must_refuse '@TESTS@' "an unknown placeholder" arm-dma
sed -i '/^v1:/d' "$sandbox/top/patches/arm-dma/cover-letter"
must_refuse "no line 'v1" "no version" arm-dma
must_refuse 'expected one of: .*arm-dma' "an unknown topic" arm

# Without a sender, and with half of one.
"$top/scripts/mails.sh" "$base" arm-dma "" "$sandbox/unsigned" > "$sandbox/out" || exit
grep -q 'no Signed-off-by' "$sandbox/out" || fail "nobody says that the sign-off is missing: $(cat "$sandbox/out")"
for mail in "$sandbox"/unsigned/v*-*.patch; do
	grep -q '^Signed-off-by:' "$mail" && fail "${mail##*/}: signed by whom?"
	[[ $mail = *-0000-* ]] || grep -q '^Not signed off' "$mail" || fail "${mail##*/} does not say that it is not signed off"
done
if "$top/scripts/mails.sh" "$base" arm-dma "Zoe" "$sandbox/bad" > "$sandbox/out" 2>&1; then fail "a sender without an address was taken"; fi
exit $failed
