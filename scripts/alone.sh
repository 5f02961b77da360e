# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # top, build: common.sh; base: who sources this
#
# Sourced by the scripts that look at a commit alone, one of the series or the last of a
# topic: does it compile without a new warning, build, boot and pass tests? It happens in
# a work tree of its own, build/BASE/bisect, where only what differs is built again.

# Leaves $tree, $work and the folder $logs; no other run works there then.
work_alone()	# NAME
{
	tree=$(tree_of "$base" yes)
	work=$(tree_of "$base" bisect)
	logs=$build/log/$1
	[ -d "$tree" ] || die "${tree#"$top/"}: not there: make tree first"
	mkdir -p "$logs" "$build/log/bisect"
	exec 7> "$build/log/bisect/lock"
	flock 7
	[ -d "$work" ] || {
		git -C "$tree" worktree prune
		git -C "$tree" worktree add -q --detach "$work" base
	}
}

# Warnings of a log, without line numbers: those move.
warnings()
{
	sed -n -E 's/^(\.\.\/)?([^ :]+):[0-9]+(:[0-9]+)?: (warning: .*)/\2: \4/p' "$1" | sort -u
}

checkout()	# COMMIT
{
	git -C "$work" checkout -q --detach "$1"
}

# What W=1 reports for the first commit, in the file $known: once for each
# configuration and compiler.
baseline()	# COMMIT
{
	key=$(cat "$top"/scripts/{alone,compile,kbuild}.sh "$top/testbed/kernel/compile.config" - \
		<<< "$1 $(arm-linux-gnueabihf-gcc --version)" | sha256sum | cut -d ' ' -f 1)
	known=$build/log/bisect/warnings-$key
	[ ! -f "$known" ] || return 0
	checkout "$1"
	rm -rf "$work"/o-compile-*
	"$top/scripts/compile.sh" "$base" bisect arm y > "$logs/base.log" 2>&1 || {
		tail -n 20 "$logs/base.log"
		die "the base does not compile (all of it: ${logs#"$top/"}/base.log)"
	}
	warnings "$logs/base.log" > "$known.new"
	mv "$known.new" "$known"
}

# Prints why a commit is not good. LOG.compile, .kernel and .tests have the rest;
# $compiled is how long it took up to the tests.
try()	# COMMIT LOG TEST...
{
	local log=$2 new test unjudged=$work/o-compile-arm-y/.unjudged arguments=
	checkout "$1" 2>&1 || { echo "cannot check out $1 (above)"; return 1; }
	shift 2
	# A warning is not kept: what was not found good is compiled again.
	[ ! -e "$unjudged" ] || rm -rf "$work"/o-compile-*
	mkdir -p "${unjudged%/*}"
	touch "$unjudged"
	if ! "$top/scripts/compile.sh" "$base" bisect arm y > "$log.compile" 2>&1; then
		grep -E -m 5 'error|Error' "$log.compile" || tail -n 5 "$log.compile"
		return 1
	fi
	new=$(warnings "$log.compile" | comm -13 "$known" -) || return
	if [ -n "$new" ]; then
		echo "$new"
		return 1
	fi
	rm "$unjudged"
	if ! "$top/scripts/kernel.sh" "$base" bisect use > "$log.kernel" 2>&1 ||
	   ! "$top/scripts/guest.sh" "$base" bisect use >> "$log.kernel" 2>&1; then
		grep -E -m 5 'error|Error' "$log.kernel" || tail -n 5 "$log.kernel"
		return 1
	fi
	compiled=$SECONDS
	for test; do
		arguments="$arguments --test $test"
	done
	# shellcheck disable=SC2086 # a list
	if ! "$top/testbed/check.py" --base "$base" --series bisect --flavours use $arguments \
			> "$log.tests" 2>&1; then
		grep -v -e '^ok ' -e '^in ' -e '^[0-9]* passed' "$log.tests"
		return 1
	fi
}
