# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For the console: what the tests use too, and the end of the machine. busybox's own programs
# request that from init, and this one obeys no signals; its shell prefers them to files in /bin.
# shellcheck source=/dev/null
. /lib/rproc.sh

poweroff()
{
	busybox poweroff -f
}

halt()
{
	poweroff
}

reboot()
{
	poweroff
}
