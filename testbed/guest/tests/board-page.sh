#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The commands of docs/board.md are run exactly as the page shows them. Every kernel log
# line that the page requires must appear. The host test docs compares the page with the
# here-documents of this file.
#
# dt: rproc-vdev
# timeout: 30
. /lib/dt.sh

plan 13

cat > /tmp/at-boot <<'END'
stm32-ipcc 4c001000.mailbox: ipcc rev:1.0 enabled, 6 chans, proc 0
remoteproc remoteproc0: m4 is available
rproc-virtio 10000000.m4:vdev@0: assigned reserved memory node vdev0buffer@10042000
END
cat > /tmp/at-start <<'END'
remoteproc remoteproc0: powering up m4
remoteproc remoteproc0: Booting fw image echo.elf, size
virtio_rpmsg_bus virtio0: rpmsg host is online
rproc-virtio 10000000.m4:vdev@0: registered virtio0 (type 7)
remoteproc remoteproc0: remote processor m4 is now up
virtio_rpmsg_bus virtio0: creating channel rpmsg-tty addr 0x401
virtio_rpmsg_bus virtio0: creating channel rpmsg-raw addr 0x402
END
cat > /tmp/at-stop <<'END'
remoteproc remoteproc0: stopped remote processor m4
END
cat > /tmp/start <<'END'
echo echo.elf > /sys/class/remoteproc/remoteproc0/firmware
echo start > /sys/class/remoteproc/remoteproc0/state
END
cat > /tmp/message <<'END'
exec 3<> /dev/ttyRPMSG0
stty raw -echo <&3
echo hello >&3
head -n 1 <&3
exec 3>&-
END
cat > /tmp/where <<'END'
cat /sys/kernel/debug/remoteproc/remoteproc0/carveout_memories
grep 4c001000.mailbox /proc/interrupts
END
cat > /tmp/stop <<'END'
echo stop > /sys/class/remoteproc/remoteproc0/state
END

says()	# LINE, or a beginning of it
{
	dmesg | grep -qF "$1"
}

# all_of FILE: each of its lines is in the kernel log, or comes
all_of()
{
	while IFS= read -r line; do
		wait_for 5 "the log line '$line'" says "$line" || return 1
	done < "$1"
}

rings()	# the mailbox's interrupts so far
{
	awk '/4c001000.mailbox/ { n += $2 + $3 } END { print n }' /proc/interrupts
}

echoed()
{
	sh -e /tmp/message > /tmp/echoed && [ "$(cat /tmp/echoed)" = hello ]
}

check "the log at boot" all_of /tmp/at-boot
check "vdev@0 is there, with its driver" bound_to_driver 0
mark
must "start" sh -e /tmp/start
check "the log at start" all_of /tmp/at-start
check "running" is running
tty_dev > /dev/null
before=$(rings)
check "the message comes back" echoed
check "the mailbox has rung" [ "$(rings)" -gt "$before" ]
sh -e /tmp/where > /tmp/places
check "vring 0, vring 1 and the buffers are shown" eval \
	"grep -q vdev0vring0 /tmp/places && grep -q vdev0vring1 /tmp/places && grep -q vdev0buffer /tmp/places"
check "at the addresses of the regions" eval \
	"carveout 'vdev0vring0 0x10040000 0x10040000 0x1000' &&
	 carveout 'vdev0vring1 0x10041000 0x10041000 0x1000' &&
	 carveout 'vdev0buffer 0x10042000 0x10042000 0x4000'"
mark
must "stop" sh -e /tmp/stop
check "the log at stop" all_of /tmp/at-stop
check "offline" is offline
check_leaks
ktap_finished
