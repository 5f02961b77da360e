#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Writes the series as mails, ready for 'git send-email':
#
#   mails.sh BASE [SIGNOFF [FOLDER [PART]]]
#
#   SIGNOFF   "Name <address>" of who sends it: From and Signed-off-by. Without
#             it the mails are written too, and say that this is missing
#   FOLDER    build/BASE/mails if not given; what is in there goes
#   PART      only this step of the series, a number of the table in mail 0, as a
#             series that applies to the parts before it; all of them if not given
#
# Mail 0 is patches/cover-letter with its placeholders filled. Behind the text
# that file has the steps of the series, each with its first and its last patch:
# a patch that is in none of them, or a step that is not in the series, is an error.
# What the base needs before the series comes first: the mails apply to the base.
. "$(dirname "$0")/common.sh"
. "$top/scripts/series.sh"

case $# in
[1-4]) ;;
*) die "expected BASE [SIGNOFF [FOLDER [PART]]], found: $*" ;;
esac
base=$1 signoff=${2-} folder=${3:-$build/$1/mails} part=${4-}
tree=$(tree_of "$base" "")
shown=${tree#"$top/"}
cover=$patches/cover-letter
signoff_form='^[^<>"]*[^<>" ] <[^<> @]+@[^<> @]+>$'

[ -z "$signoff" ] || [[ $signoff =~ $signoff_form ]] ||
	die "SIGNOFF=$signoff: expected Name <address>"
[ -d "$tree" ] || die "$shown: not there: make tree first"

# What is sent is what patches/ says, whatever else the tree has. Mostly the commits
# are there already.
find_commits()
{
	local key
	start=$(git -C "$tree" rev-list --max-parents=0 base)
	first=$(git -C "$tree" rev-parse 'base^{commit}')
	read -r last key < "$(made_file "$tree")"
	[ "$key" = "$(series_key "$base" "$start")" ] || apply_series "$tree" "$base" "$start"
	[ "$last" != "$first" ] || die "the series is empty"
	[ "$(git -C "$tree" rev-parse HEAD)" = "$last" ] || missing="$missing
  what $shown has and patches/ does not: make export first"
}

# The same commits up to TO, by who signs them; the last one, and the one before FROM.
signed_commits()	# FROM TO
{
	local number=0
	signed=$start before=$start
	for commit in $(git -C "$tree" rev-list --reverse "$start..$last"); do
		number=$((number + 1))
		[ $number -le "$2" ] || break
		[ $number != "$1" ] || before=$signed
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
		signed_commits "$from" "$to"
		format_patches "$tree" --numbered --reroll-count="$version" \
			--cover-letter --base="$start" $sign -o "$new/mails" "$before..$signed"
	)
}

# --- who gets them ----------------------------------------------------------------

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

# The steps, "FROM TO TITLE" each; their first and last patch are in the cover letter.
steps()
{
	git -C "$tree" log --reverse --format=%s "$start..$last" > "$new/subjects"
	awk -v before="$(git -C "$tree" rev-list --count "$start..$first")" '
	function row(from, to, what)
	{
		print from, to, what
	}
	function bad(what)
	{
		print "patches/cover-letter: " what > "/dev/stderr"
		exit failed = 1
	}
	NR == FNR { subject[++count] = $0; next }
	/^$/ { next }
	/^[^ ]/ { title = $0; first = ""; next }
	{
		sub(/^ +/, "")
		if (first == "") { first = $0; next }
		if (!done && before) row(1, done = before, "what " base " lacks")
		if (subject[done + 1] != first)
			bad("step \"" title "\" begins with \"" first "\", found there: \"" subject[done + 1] "\"")
		for (to = done + 1; to <= count && subject[to] != $0; to++) ;
		if (to > count) bad("step \"" title "\" ends with \"" $0 "\", found no such patch after its first one")
		row(done + 1, to, title)
		done = to
	}
	END {
		if (!failed && done != count) bad("\"" subject[done + 1] "\" is in none of the steps")
		exit failed
	}' base="linux-source-$base" "$new/subjects" <(sed '1,/^Steps:$/d' "$cover")
}

# Which of them are asked for: leaves $from and $to.
choose()
{
	parts=$(wc -l < "$new/steps")
	from=1 to=$(tail -n 1 "$new/steps" | cut -d ' ' -f 2)
	[ -n "$part" ] || return 0
	if [[ ! $part =~ ^[1-9][0-9]*$ ]] || [ "$part" -gt "$parts" ]; then
		die "PART=$part: expected a number from 1 to $parts"
	fi
	read -r from to title < <(sed -n "${part}p" "$new/steps")
}

table()
{
	awk -v part="$part" '
	{
		patches = $1 == $2 ? $1 : $1 "-" $2
		sub(/^[0-9]+ [0-9]+ /, "")
		printf "%s%2d  %7s  %s\n", NR == part ? "> " : "  ", NR, patches, $0
	}' "$new/steps"
	[ -z "$part" ] || printf '\n%s\n%s\n' "These are patches $from to $to, part $part of $parts ($title)." \
		"They apply to the base with the parts before them."
}

# What the last full 'make check' found, if it ran on exactly these commits.
tested()
{
	local guest debug host passed failed seconds commit
	guest=$(find "$top/testbed/guest/tests" -name '*.sh' | wc -l)
	debug=$(grep -vc '^#' "$top/testbed/kernel/debug.tests")
	host=$(find "$top/testbed/host" -type f -executable | wc -l)
	echo "There are $guest tests that boot the board on linux-source-$base $(cat "$build/$base/version"),
$debug of them on a kernel with KASAN, lockdep and other debugging, and $host
that need no board. A warning in the kernel's log that a test does not
expect fails it."
	if read -r commit passed failed seconds 2> /dev/null < "$build/$base/checked" && [ "$commit" = "$last" ]; then
		echo "All of them on this version: $passed passed, $failed failed, in $seconds s."
	else
		echo "They have not all been run on this version of the series."
		missing="$missing
  a full 'make check BASE=$base' on these commits: mail 0 says that there was none"
	fi
}

# The text of the cover letter, with each line @WORD@ replaced by the file WORD.
fill()
{
	sed -e '1,2d' -e '/^Steps:$/,$d' "$cover" |
		awk -v folder="$new" '
		/^@[A-Z]+@$/ {
			file = folder "/" substr($0, 2, length($0) - 2)
			while ((got = (getline line < file)) > 0) print line
			if (got < 0) { print "patches/cover-letter: " $0 ": no such placeholder" > "/dev/stderr"; exit 1 }
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
	SUBJECT="$(head -n 1 "$cover")${part:+ (part $part of $parts)}" awk -v text="$new/text" '
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

[ -f "$cover" ] || die "patches/cover-letter: not there"
version=$(sed -n 's/^v\([0-9]*\): .*/\1/p' "$cover" | sort -n | tail -n 1)
[ -n "$version" ] || die "patches/cover-letter: no line 'v1: ...' that says what changed"

missing=
new=$(mktemp -d "$build/mails.XXXXXX")
temporary=$new
find_commits
steps > "$new/steps"
choose
table > "$new/STEPS"
tested > "$new/TESTED"
fill
format
write_cover
if [ -z "$signoff" ]; then
	missing="$missing
  who sends them: From is nobody and there is no Signed-off-by; make series SIGNOFF=\"Name <address>\""
	for mail in "$new"/mails/*.patch; do
		sed -i '0,/^---$/s//---\nNot signed off: make series SIGNOFF="Name <address>" does it.\n/' "$mail"
	done
fi
address
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
mv "$new/mails" "$folder"
echo "${folder#"$top/"}: $(find "$folder" -name '*.patch' | wc -l) mails, version $version"
[ -z "$missing" ] || echo "What is missing before they can be sent:$missing"
