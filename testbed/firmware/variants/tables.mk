# SPDX-License-Identifier: GPL-2.0-only
# Variants that are the rpmsg echo with another resource table, NAME:WHAT=VALUE.

# Good ones.
TABLES := no-vdev:NO_VDEV=1
# The vrings where stm32mp157c-dk2.dtb has them anyway.
TABLES += da-fixed:DA0=0x10040000:DA1=0x10041000

# Queue size and alignment.
TABLES += bad-num-0:NUM=0
TABLES += bad-num-3:NUM=3
TABLES += bad-num-32769:NUM=32769
TABLES += bad-num-65536:NUM=65536
TABLES += bad-num-2g:NUM=0x80000000
TABLES += bad-align-0:ALIGN=0
TABLES += bad-align-3:ALIGN=3
TABLES += bad-align-2g:ALIGN=0x80000000

# Counts that do not fit: vrings are 20 bytes each, the rest is configuration.
TABLES += bad-vrings-0:VRINGS=0
TABLES += bad-vrings-1:VRINGS=1
TABLES += bad-vrings-3:VRINGS=3
TABLES += bad-vrings-255:VRINGS=255
TABLES += bad-config-1:CONFIG=1
TABLES += bad-config-4g:CONFIG=0xffffffff
TABLES += bad-truncated:TRUNCATED=1

# Fixed device addresses: not at the start of the region, outside of all memory,
# not aligned.
TABLES += bad-da-inside:DA0=0x10040800
TABLES += bad-da-outside:DA0=0x20000000
TABLES += bad-da1-outside:DA1=0x20000000
TABLES += bad-da-odd:DA0=0x10040804
TABLES += bad-da-null:DA0=0

# A device without a driver; no device at all.
TABLES += bad-id-63:ID=63
TABLES += bad-id-0:ID=0

# The header: mostly for attach, as the ELF loader looks at it.
TABLES += bad-version:TABLE_VERSION=2
TABLES += bad-entries:TABLE_ENTRIES=0x40000001
TABLES += bad-offset:TABLE_OFFSET=0x10000
TABLES += bad-offset-4g:TABLE_OFFSET=0xfffffff0
TABLES += bad-reserved:VDEV_RESERVED=1

# A trace buffer of nearly all addresses there are.
TABLES += trace-4g:TRACE_LENGTH=0xffffff00
