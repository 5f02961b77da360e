# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the variables are for the tests
#
# For tests of vdevs in the device tree: where they are in sysfs, messages
# through each of them, where vrings and buffers lie.
# shellcheck source=/dev/null
. /lib/rproc.sh

# A remote processor that comes back may have another number.
find_rproc()
{
	set -- /sys/class/remoteproc/remoteproc*
	[ -e "$1/state" ] || return 1
	R=$1 D=/sys/kernel/debug/remoteproc/${1##*/}
}

# vdev N: the device of vdev@N
vdev()
{
	echo "$R/10000000.m4:vdev@$1"
}

bound_to_driver()	# N
{
	[ "$(basename "$(readlink -f "$(vdev "$1")/driver")")" = rproc-virtio ]
}

# A legacy vdev has its device only from start to stop.
legacy_vdevs_are()	# COUNT
{
	count=$1
	set -- "$R"/rproc-virtio.*.auto
	[ -e "$1" ] || set --
	[ $# = "$count" ]
}

started()	# N: its virtio device is registered
{
	set -- "$(vdev "$1")"/virtio[0-9]*
	[ -e "$1" ]
}

gone()	# N
{
	[ ! -e "$(vdev "$1")" ] && ! raw_below "$(vdev "$1")" > /dev/null
}

# With overlay.ko.
overlay()	# NAME.dtbo, or remove what was applied last
{
	echo "$1" > /dev/overlay
}

# The mailbox controller's driver goes, and with it the vdevs; and comes.
mailbox()	# bind or unbind
{
	echo 4c001000.mailbox > "/sys/bus/platform/drivers/stm32-ipcc/$1"
}

# --- rpmsg -------------------------------------------------------------------

raw_below()	# DIRECTORY: the /dev/rpmsgN of the channel rpmsg-raw somewhere in it
{
	for name in "$1"/virtio[0-9]*/*.rpmsg-raw.*/rpmsg/rpmsg[0-9]*; do
		[ -c "/dev/${name##*/}" ] || continue
		echo "/dev/${name##*/}"
		return 0
	done
	return 1
}

raw_of()	# N: that of vdev@N, as soon as it is there
{
	wait_for 5 "rpmsg-raw of vdev@$1" raw_below "$(vdev "$1")" > /dev/null &&
		raw_below "$(vdev "$1")"
}

ping_of()	# N [OPTION]...: messages through vdev@N, verified
{
	dev=$(raw_of "$1") || return 1
	shift
	rpmsg-ping "$@" "$dev"
}

crash_through()	# N
{
	printf CRASH > "$(raw_of "$1")"
}

# echoes N...: small and full-size messages, one and several at a time
echoes()
{
	for n in "$@"; do
		ping_of "$n" -n 100 && ping_of "$n" -n 200 -s 496 -i 8 || return 1
	done
}

# round N...: start, messages through these vdevs, stop
round()
{
	start && echoes "$@" && stop
}

# --- memory ------------------------------------------------------------------

# vring_at VDEV VRING DA NOTIFYID: so the M4 sees it
vring_at()
{
	wait_for 5 "vdev$1 vring$2" trace_has "^vdev$1 vring$2 da $3 .*notifyid $4 "
}

# buffers_at VDEV DA: so the M4 finds its first buffer
buffers_at()
{
	wait_for 5 "buffers of vdev$1" trace_has "^vdev$1 vring0 first buffer da $2 "
}

# carveouts: each as 'NAME DMA DA LENGTH'; a kernel with LPAE has DMA addresses of 16 digits
carveouts()
{
	sed -n 's/^.*Name: //p; s/^.*DMA address: 0x0*/0x/p; s/^.*Device address: //p
		s/^.*Length: \(.*\) Bytes/\1/p' "$D/carveout_memories" | paste -s -d '   \n' -
}

carveout()	# 'NAME DMA DA LENGTH'
{
	carveouts | grep -qxF "$1"
}

no_carveouts()	# of vdevs
{
	! carveouts | grep '^vdev'
}

# answers_in_regions FIRMWARE: with the memory that vdev@0 lists on the board
answers_in_regions()
{
	fw "$1"
	start && echoes 0 && [ "$(carveouts | grep -c '^vdev')" = 3 ] &&
		carveout "vdev0vring0 0x10040000 0x10040000 0x1000" &&
		carveout "vdev0vring1 0x10041000 0x10041000 0x1000" &&
		carveout "vdev0buffer 0x10042000 0x10042000 0x4000" &&
		buffers_at 0 10042000 && stop
}

# no memory of the vdevs is in use: the kernel's list of memory has none
no_memory_taken()
{
	! grep -E 'vdev[0-9]+vring[0-9]+$' /proc/iomem
}

# --- core dumps ----------------------------------------------------------------

devcd=/sys/class/devcoredump

# dumped: the segments of the coredump (program headers of an ELF file of 32 bits),
# each as 'OFFSET DA LENGTH'
dumped()
{
	headers=$(od -A n -t u4 -j 28 -N 4 /tmp/core)
	size=$(od -A n -t u2 -j 42 -N 2 /tmp/core)
	count=$(od -A n -t u2 -j 44 -N 2 /tmp/core)
	while [ $((count -= 1)) -ge 0 ]; do
		od -A n -t u4 -v -w32 -j $((headers + count * size)) -N 32 /tmp/core
	done | while read -r _ offset _ da length _; do
		printf '%d 0x%x 0x%x\n' "$offset" "$da" "$length"
	done
}

dump_of()	# DA LENGTH: that segment
{
	offset=$(dumped | sed -n "s/ $1 $2\$//p")
	[ "$offset" ] && tail -c +$((offset + 1)) /tmp/core | head -c $(($2))
}

# save_dump: as /tmp/core
save_dump()
{
	data=$(wait_for 5 "a coredump" first_of "$devcd/devcd*/data") || return 1
	cat "$data" > /tmp/core
	echo 0 > "$data"
	[ -s /tmp/core ]
}
