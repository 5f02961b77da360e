#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Turns patches into commits, without a working tree:
#
#   apply.sh REPOSITORY START PATCH...   prints the id of the last commit
#
# The same patches on the same START always give the same ids.
. "$(dirname "$0")/common.sh"

[ $# -ge 2 ] || die "expected REPOSITORY START PATCH..., found: $*"
repository=$1 start=$2
shift 2
if [ $# = 0 ]; then
	git -C "$repository" rev-parse --verify "$start^{commit}"
	exit
fi

# git am only needs the files that a patch touches, and fetches those itself
# from the index.
export GIT_COMMITTER_NAME=$series_name GIT_COMMITTER_EMAIL=$series_mail
mkdir -p "$build"
make_temporary "$build/apply"
tmp=$temporary/tree said=$temporary/said
trap 'trap "" INT TERM; git -C "$repository" worktree remove --force "$tmp" 2>/dev/null || :; cleanup' EXIT
# Those whose folders were removed just now, too.
git -C "$repository" worktree prune
git -C "$repository" worktree add -q --no-checkout --detach "$tmp" "$start"
git -C "$tmp" read-tree HEAD
git -C "$tmp" am -q --committer-date-is-author-date --keep-non-patch --no-scissors \
	--no-3way --whitespace=nowarn "$@" > "$said" 2>&1 || {
	state=$(git -C "$tmp" rev-parse --absolute-git-dir)/rebase-apply
	[ -f "$state/next" ] || { cat "$said" >&2; die "git am failed (above)"; }
	patch=${*:$(cat "$state/next"):1}
	root=$(git -C "$tmp" rev-list --max-parents=0 HEAD | tail -n 1)
	die "${patch#"$top/"} does not apply to $(git -C "$tmp" log -1 --format=%s "$root"):
$(sed -n -E -e 's/^error: patch failed: (.*):([0-9]+)$/  \1: the hunk at line \2 of the patch does not match/p' \
	-e 's/^error: (.*): (does not exist|already exists) in .*/  \1: \2/p' -e 's/^error: (corrupt patch .*)/  \1/p' "$said")"
}
git -C "$tmp" rev-parse HEAD
