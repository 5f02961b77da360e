#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's selftests of remoteproc, with a process as the remote processor. The
# selftests provoke errors of all kinds, so only reports in the log count.
#
# loops: 60 3000
# timeout: 120
# log: .
. /lib/rproc.sh

# minutes on this machine, seconds in User Mode Linux: make quick
rm -f /selftests/fault
plan $(($(echo /selftests/* | wc -w) + 1))

# Nothing of it may be left out: this kernel has all that the tests need.
passes()	# PROGRAM
{
	"$1" > /tmp/out 2>&1
	status=$?
	sed 's/^/# /' /tmp/out
	[ $status = 0 ] && ! grep -q '^ok .*# SKIP' /tmp/out
}

for program in /selftests/*; do
	check "${program##*/}" passes "$program"
done
check_leaks
ktap_finished
