# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # top, build: common.sh
#
# Sourced by the scripts that handle the series: what it consists of, and what
# the tree remembers of it.
#
# In a tree, the branch "series" is what the user works on, the tag "base" is
# what it starts from, and the file made (beside .git's other state) says which
# commit was made of which patches.

patches=$top/patches

# A topic is a folder of patches/ with a cover letter; patches/series names all patches as
# TOPIC/NNNN-subject.patch. A folder that is named after a base has what this base alone
# needs, and a series file of its own, which says for each which topics need it, and with
# <VERSION that point releases from VERSION on have it.

series()
{
	[ -f "$patches/series" ] || return 0
	sed -e 's/[[:space:]]*#.*//' -e '/^$/d' -e "s|^|$patches/|" "$patches/series"
}

# The topics in their order.
topics()
{
	series | sed -E 's|.*/([^/]+)/[^/]+$|\1|' | uniq
}

topic_patches()	# TOPIC
{
	series | grep -F "$patches/$1/" || :
}

# The text of the line "WORD: ..." of a topic's cover letter.
letter()	# TOPIC WORD
{
	[ ! -f "$patches/$1/cover-letter" ] || sed -n "s/^$2: *//p" "$patches/$1/cover-letter" | head -n 1
}

# The topics that come before a topic because it, or one of them, needs them.
needs()	# TOPIC
{
	local wanted topic before=
	wanted=" $(letter "$1" Needs) "
	# Backwards: what a topic needs stands before it.
	for topic in $(topics | tac | sed "0,/^$1\$/d"); do
		[[ $wanted = *" $topic "* ]] || continue
		wanted="$wanted$(letter "$topic" Needs) "
		before="$topic $before"
	done
	echo "$before"
}

# The patch files that one base needs before the series, or before these topics.
prerequisites()	# BASE [TOPIC]...
{
	local base=$1 version name its topic
	[ -f "$patches/$1/series" ] || return 0
	shift
	read -r version 2> /dev/null < "$build/$base/version" || version=$base
	while IFS='#' read -r name its; do
		name=${name%%[[:space:]]*}
		[ -n "$name" ] || continue
		[[ $its != *"<"* ]] || dpkg --compare-versions "$version" lt "${its##*<}" || continue
		if [ $# -gt 0 ]; then
			for topic; do [[ " $its " != *" $topic "* ]] || break; topic=; done
			[ -n "$topic" ] || continue
		fi
		echo "$patches/$base/$name"
	done < "$patches/$base/series"
}

# One word that changes when the commits to be made change.
series_key()	# BASE START
{
	# shellcheck disable=SC2046 # names of ours
	{
		echo "$2"
		cat /dev/null $(prerequisites "$1") $(series)
	} | sha256sum | cut -d ' ' -f 1
}

# Applies everything to START; leaves the two ends of the series in $first, $last.
apply_series()	# REPOSITORY BASE START
{
	local files
	mapfile -t files < <(prerequisites "$2")
	first=$("$top/scripts/apply.sh" "$1" "$3" "${files[@]}")
	mapfile -t files < <(series)
	last=$("$top/scripts/apply.sh" "$1" "$first" "${files[@]}")
}

# Applies one topic to START, with what it needs and nothing else: $before is the last
# commit of that, $last the topic's.
apply_topic()	# REPOSITORY BASE START TOPIC
{
	local files topic all
	all=$(needs "$4")
	# shellcheck disable=SC2086 # a list
	mapfile -t files < <(prerequisites "$2" $all "$4"; for topic in $all; do topic_patches "$topic"; done)
	before=$("$top/scripts/apply.sh" "$1" "$3" "${files[@]}") || return
	mapfile -t files < <(topic_patches "$4")
	last=$("$top/scripts/apply.sh" "$1" "$before" "${files[@]}") || return
}

made_file()	# TREE
{
	echo "$1/.git/rproc-vdev-made"
}

# git format-patch, and nothing of it left to the user's configuration or to how
# large the repository is.
format_patches()	# REPOSITORY ARGUMENT...
{
	git -C "$1" -c core.abbrev=12 -c diff.algorithm=myers format-patch -q \
		--zero-commit --no-signature "${@:2}"
}

# "TOPIC<tab>SUBJECT" of each of these files.
subjects_of()	# [FILE]...
{
	[ $# -gt 0 ] || return 0
	awk '
	FNR == 1 { head = 1; subject = ""; n = split(FILENAME, part, "/") }
	!head { next }
	subject != "" && /^ / { subject = subject $0; next }
	subject != "" { print part[n - 1] "\t" subject; head = 0; next }
	sub(/^Subject: \[PATCH\] /, "") { subject = $0 }' "$@"
}

# The same of every patch of the series.
subjects()
{
	local files
	mapfile -t files < <(series)
	subjects_of "${files[@]}"
}

# The guest tests that begin with a patch of a topic, and need no other topic than it
# does.
tests_of()	# TOPIC
{
	awk -F '\t' -v topic="$1" '
	file == "patches" { if ($1 == topic) its[$2] = 1; next }
	/^[* ] / {
		name = subject = substr($0, 3)
		sub(/ .*/, "", name)
		sub(/^[^ ]+ +/, "", subject)
		if (subject in its && name !~ /\*/) print name
	}' file=patches <(subjects) file=plan "$top/testbed/bisect.tests"
}

# "COMMIT TOPIC" of the commits FIRST..LAST: what a line "Topic: NAME" at the end of the
# message says, else the topic that patches/ has for the subject, else that of both
# neighbours. A topic is in one piece.
topics_of()	# REPOSITORY FIRST LAST
{
	git -C "$1" log --reverse --format='%H%x09%s%x09%(trailers:key=Topic,valueonly,separator=%x2C)' "$2..$3" |
		awk -F '\t' '
		function bad(i, what) { print "  " substr(commit[i], 1, 12) " " subject[i] ": " what > "/dev/stderr"; failed = 1 }
		file == "patches" { known[$2] = $1; next }
		{
			commit[++n] = $1; subject[n] = $2
			topic[n] = $3 != "" ? $3 : known[$2]
			if (topic[n] != "" && topic[n] !~ /^[a-z][a-z0-9-]*$/)
				bad(n, "Topic: " topic[n] ": expected a name such as vdev-fixes")
			if (subject[n] in seen) bad(n, "the subject of two commits")
			seen[subject[n]] = 1
		}
		END {
			for (i = n; i; i--)
				after[i] = topic[i] != "" ? topic[i] : after[i + 1]
			for (i = 1; i <= n; i++) {
				if (topic[i] == "" && (topic[i - 1] == "" || after[i] != "" && after[i] != topic[i - 1]))
					bad(i, "of which topic? End its message with a line \"Topic: NAME\"" \
						(after[i] != "" && topic[i - 1] != "" ? ", " topic[i - 1] " or " after[i] : ""))
				if (topic[i] == "")
					topic[i] = topic[i - 1]
				if (topic[i] != topic[i - 1] && topic[i] in done)
					bad(i, "of topic " topic[i] ", but not beside the others of it: move it there, or end its message with \"Topic: " topic[i - 1] "\"")
				done[topic[i]] = 1
				print commit[i], topic[i]
			}
			exit failed
		}' file=patches <(subjects) file=commits -
}

# The commit that this checkout is at, if it is one.
own_head()
{
	if [ "$(git -C "$top" rev-parse --show-toplevel 2>/dev/null)" = "$top" ]; then
		git -C "$top" rev-parse -q --verify HEAD || :
	fi
}

# Writes the patches of the commits on the standard input, "COMMIT TOPIC" each, that
# follow FIRST, to a new folder: a folder for each topic, and series.
format_series()	# REPOSITORY FIRST FOLDER
{
	local from=$2 topic commit
	mkdir -p "$3"
	awk '$2 != topic { if (topic) print topic, last; topic = $2 } { last = $1 } END { if (topic) print topic, last }' |
		while read -r topic commit; do
			format_patches "$1" --no-numbered --no-cover-letter --no-base -o "$3/$topic" "$from..$commit"
			(cd "$3" && printf '%s\n' "$topic"/*.patch)
			from=$commit
		done > "$3/series"
}

# What patches change, add or rename, without the folder that every name begins with.
touched_by()	# PATCH...
{
	sed -n -E -e 's/^(---|\+\+\+) [^/]+\/([^\t ]*).*/\2/p' -e 's/^rename (from|to) //p' "$@" | sort -u
}

# Those of the paths on the standard input that the base has, into a folder: all of a
# kernel would take most of the time.
unpack_base()	# REPOSITORY FOLDER
{
	local paths path
	paths=$(while read -r path; do
		! git -C "$1" cat-file -e "base:$path" 2>/dev/null || echo "$path"
	done)
	mkdir -p "$2"
	# shellcheck disable=SC2086 # a list; kernel paths have no spaces
	[ -z "$paths" ] || git -C "$1" archive base $paths | tar -x -C "$2"
}

# Files that some patch adds (a target of a rename is not one) and that are
# there at the end: those stand whole in this repository.
whole_files()	# REPOSITORY FIRST LAST
{
	git -C "$1" log --format= --name-only --diff-filter=A -M "$2..$3" | sort -u |
		while read -r path; do
			! git -C "$1" cat-file -e "$3:$path" 2>/dev/null || echo "$path"
		done
}

# The kernel's folders that may appear in this repository.
view_folders()	# REPOSITORY COMMIT
{
	git -C "$1" ls-tree -d --name-only "$2" | grep -vx -e scripts
}

write_view()	# REPOSITORY FIRST LAST FOLDER
{
	local paths path
	paths=$(whole_files "$1" "$2" "$3")
	for path in $paths; do
		view_folders "$1" "$2" | grep -qx "${path%%/*}" ||
			die "$path: a file that the series adds cannot be shown here, its folder is the project's own"
	done
	# shellcheck disable=SC2086 # a list; kernel paths have no spaces
	[ -z "$paths" ] || git -C "$1" archive "$3" $paths | tar -C "$4" -x
}
