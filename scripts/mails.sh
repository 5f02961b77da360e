#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Writes one topic of the series as mails, ready for 'git send-email':
#
#   mails.sh BASE                            prints the table of all topics
#   mails.sh BASE TOPIC [SIGNOFF [FOLDER]]
#
#   SIGNOFF   "Name <address>" of the sender: From and Signed-off-by. Without it
#             the mails are written too, and state that it is missing
#   FOLDER    build/BASE/mails/TOPIC if not given; what is in there goes
#
# Mail 0 is the cover letter of the topic. The base-commit is the bare base: what the
# topic needs in between, patches of that base's folder and other topics, mail 0 names,
# and git lists it as prerequisite-patch-id.
. "$(dirname "$0")/common.sh"
. "$top/scripts/series.sh"

case $# in
[1-4]) ;;
*) die "expected BASE [TOPIC [SIGNOFF [FOLDER]]], found: $*" ;;
esac
base=$1 topic=${2-} signoff=${3-} folder=${4:-$build/$1/mails/${2-}}
tree=$(tree_of "$base" "")
shown=${tree#"$top/"}
cover=$patches/$topic/cover-letter
signoff_form='^[^<>"]*[^<>" ] <[^<> @]+@[^<> @]+>$'

[ -z "$signoff" ] || [[ $signoff =~ $signoff_form ]] ||
	die "SIGNOFF=$signoff: expected Name <address>"
[ -d "$tree" ] || die "$shown: not there: make tree first"
[ -z "$topic" ] || topics | grep -qxF -- "$topic" ||
	die "TOPIC=$topic: expected one of: $(topics | paste -s -d ' ')"

table()
{
	local each
	printf '%-18s %7s  %11s  %5s  %-28s %s\n' topic patches lines tests tree needs
	for each in $(topics); do
		mapfile -t files < <(topic_patches "$each")
		printf '%-18s %7d  %11s  %5d  %-28s %s\n' "$each" ${#files[@]} \
			"$(diffstat_of "${files[@]}")" "$(tests_of "$each" | wc -l)" \
			"$(letter "$each" Tree)" "$(letter "$each" Needs)"
	done
}

diffstat_of()	# PATCH...
{
	(cd / && git apply --numstat "$@") | awk '{ a += $1; b += $2 } END { print "+" a " -" b }'
}

# The commits of the topic on what it needs and nothing else: leaves $start, $before, $last.
find_commits()
{
	local made key
	start=$(git -C "$tree" rev-list --max-parents=0 base)
	read -r made key _ < "$(made_file "$tree")"
	if [ "$key" != "$(series_key "$base" "$start")" ] || [ "$(git -C "$tree" rev-parse HEAD)" != "$made" ]; then
		missing="$missing
  what $shown has and patches/ does not: make export first"
	fi
	apply_topic "$tree" "$base" "$start" "$topic"
}

# The same commits with the sender as author and signer; leaves $signed.
signed_commits()
{
	signed=$before
	for commit in $(git -C "$tree" rev-list --reverse "$before..$last"); do
		signed=$(git -C "$tree" show -s --format=%B "$commit" |
			GIT_AUTHOR_DATE=$(git -C "$tree" show -s --format=%aI "$commit") \
			git -C "$tree" commit-tree -p "$signed" "$commit^{tree}")
	done
}

format()
{
	mkdir "$new/mails"
	(
		sign=
		if [ -n "$signoff" ]; then
			GIT_AUTHOR_NAME=${signoff% <*} GIT_AUTHOR_EMAIL=${signoff##*<}
			GIT_AUTHOR_EMAIL=${GIT_AUTHOR_EMAIL%>} sign=--signoff
		else
			GIT_AUTHOR_NAME=$series_name GIT_AUTHOR_EMAIL=$series_mail
		fi
		export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
		export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
		export GIT_COMMITTER_DATE="@0 +0000"
		signed_commits
		format_patches "$tree" --numbered --reroll-count="$version" \
			--cover-letter --base="$start" $sign -o "$new/mails" "$before..$signed"
	)
}

# --- recipients -------------------------------------------------------------------

# The answer of the tree's own script for one mail, kept as long as neither the
# script nor what the patch does changes.
recipients()	# PATCH
{
	local kept answer
	kept=$build/$base/recipients/$(sed -n '/^diff --git /,$p' "$1" |
		cat - "$tree/MAINTAINERS" "$tree/scripts/get_maintainer.pl" | sha256sum | cut -c 1-32)
	if [ ! -s "$kept" ]; then
		mkdir -p "${kept%/*}"
		answer=$(cd "$tree" && scripts/get_maintainer.pl --nogit --nogit-fallback --nofixes "$1") ||
			die "get_maintainer.pl failed on ${1##*/}"
		[ -n "$answer" ] || die "get_maintainer.pl knows nobody for ${1##*/}"
		echo "$answer" > "$kept"
	fi
	cat "$kept"
}

# Two headers of a mail from lines "ADDRESS (ROLE:SECTION)", nobody twice.
headers()
{
	awk '
	{
		match($0, / \((maintainer|supporter|odd fixer|reviewer|open list|moderated list|subscriber list|in file)[:,)].*/)
		address = RSTART ? substr($0, 1, RSTART - 1) : $0
		if (known[address]++)
			next
		if ($0 ~ / \((maintainer|supporter|odd fixer)[:)]/)
			to = to (to ? ",\n    " : "To: ") address
		else
			cc = cc (cc ? ",\n    " : "Cc: ") address
	}
	END {
		if (to) print to
		if (cc) print cc
	}'
}

# MAIL, with what comes from the standard input at the end of its headers.
add_headers()	# MAIL
{
	awk 'NR == FNR { extra = extra $0 "\n"; next } /^$/ && !done++ { printf "%s", extra } { print }' \
		- "$1" > "$1.new"
	mv "$1.new" "$1"
}

address()
{
	local mail
	mapfile -t mails < <(find "$new/mails" -name '*.patch' ! -name 'v*-0000-*' | sort)
	# Most of the time of this script: two at a time.
	for mail in "${mails[@]}"; do
		[ "$(jobs -r -p | wc -l)" -lt 2 ] || wait -n
		recipients "$mail" > "$mail.to" &
	done
	wait
	for mail in "${mails[@]}"; do
		[ -s "$mail.to" ] || die "${mail##*/}: nobody to send it to (above)"
		headers < "$mail.to" | add_headers "$mail"
	done
	cat "${mails[@]/%/.to}" | headers | add_headers "$new"/mails/v*-0000-*
	rm "${mails[@]/%/.to}"
}

# --- mail 0 ---------------------------------------------------------------------

# What goes before the topic, on the base.
prerequisites_text()
{
	local each all on
	on="linux-source-$base $(cat "$build/$base/version")"
	all=$(needs "$topic")
	# shellcheck disable=SC2086 # a list
	mapfile -t files < <(prerequisites "$base" $all "$topic")
	if [ -z "$all" ] && [ ${#files[@]} = 0 ]; then
		echo "Applies to $on as it is."
		return
	fi
	echo "Applies to $on after:"
	subjects_of "${files[@]}" | sed 's/^[^\t]*\t/  /'
	for each in $all; do
		echo "  $(head -n 1 "$patches/$each/cover-letter") ($(topic_patches "$each" | wc -l) patches)"
	done
}

# The tests of the topic, and what the last full 'make check' found, if it ran on exactly
# what patches/ has now.
tested()
{
	local tests passed failed seconds commit made
	mapfile -t tests < <(tests_of "$topic")
	echo "Tested on an emulated STM32MP157 with the board's own device tree and"
	echo "drivers, and real Cortex-M4 firmware; not on hardware."
	if [ ${#tests[@]} -gt 0 ]; then
		echo "Tests of these patches:"
		printf '%s\n' "${tests[@]}" | paste -s -d , | sed 's/,/, /g' | fold -s -w 72 | sed 's/^/  /; s/ *$//'
	fi
	read -r made _ < "$(made_file "$tree")"
	if read -r commit passed failed seconds 2> /dev/null < "$build/$base/checked" && [ "$commit" = "$made" ]; then
		echo "With all topics applied: $passed tests passed, $failed failed, in $seconds s."
	else
		echo "The tests have not all been run on this version."
		missing="$missing
  a full 'make check BASE=$base' on these commits: mail 0 says that there was none"
	fi
}

# The text of the cover letter, with each line @WORD@ replaced by the file WORD.
fill()
{
	# Its head is for scripts.
	sed '1,/^Needs: /d' "$cover" | sed 1d |
		awk -v folder="$new" -v cover="${cover#"$top/"}" '
		/^@[A-Z]+@$/ {
			file = folder "/" substr($0, 2, length($0) - 2)
			while ((got = (getline line < file)) > 0) print line
			if (got < 0) { print cover ": " $0 ": no such placeholder" > "/dev/stderr"; exit 1 }
			next
		}
		{ print }' > "$new/filled"
	# Without empty lines at its end.
	sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$new/filled" > "$new/text"
}

write_cover()
{
	local mail
	mail=$(echo "$new"/mails/v*-0000-*)
	SUBJECT=$(head -n 1 "$cover") awk -v text="$new/text" '
	/^\*\*\* BLURB HERE \*\*\*$/ {
		while ((getline line < text) > 0) print line
		next
	}
	{
		at = index($0, "*** SUBJECT HERE ***")
		print at ? substr($0, 1, at - 1) ENVIRON["SUBJECT"] : $0
	}' "$mail" > "$mail.new"
	sed -i "s/^base-commit: /base-commit is Debian's linux-source-$base $(cat "$build/$base/version") as one commit.\n\n&/" "$mail.new"
	mv "$mail.new" "$mail"
}

# ----------------------------------------------------------------------------------

if [ -z "$topic" ]; then
	table
	exit
fi
[ -f "$cover" ] || die "${cover#"$top/"}: not there"
version=$(sed -n 's/^v\([0-9]*\): .*/\1/p' "$cover" | sort -n | tail -n 1)
[ -n "$version" ] || die "${cover#"$top/"}: no line 'v1: ...' that says what changed"

missing=
make_temporary "$build/mails"
new=$temporary
find_commits
{
	prerequisites_text
	echo
	tested
} > "$new/TESTED"
fill
format
write_cover
if [ -z "$signoff" ]; then
	missing="$missing
  who sends them: From is nobody and there is no Signed-off-by; make series TOPIC=$topic SIGNOFF=\"Name <address>\""
	for mail in "$new"/mails/*.patch; do
		sed -i "0,/^---\$/s//---\nNot signed off: make series TOPIC=$topic SIGNOFF=\"Name <address>\" does it.\n/" "$mail"
	done
fi
address
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
mv "$new/mails" "$folder"
echo "${folder#"$top/"}: $(find "$folder" -name '*.patch' | wc -l) mails, version $version"
[ -z "$missing" ] || echo "What is missing before they can be sent:$missing"
