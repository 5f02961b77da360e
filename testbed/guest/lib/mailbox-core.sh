# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests with mailbox_core.ko, whose tests run when it is loaded and log their results.
# shellcheck source=/dev/null
. /lib/rproc.sh

good()	# NAME
{
	dmesg | grep 'mailbox-core: ' | grep -q "$1: ok$" && return
	dmesg | grep 'mailbox-core: '
	return 1
}
