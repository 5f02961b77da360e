#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A mailbox client that is a doorbell, with a controller of software: the controller is
# asked for an interrupt at the end of a message only while another message waits, and
# none of those is lost.
#
# timeout: 60
# log: __mbox_bind_client: mailbox not free$
# log: mailbox-core-test mailbox-core-test.0: channel 0: cannot send a message: -22$
# log: mailbox-core-test mailbox-core-test.0: request_txdone without last_tx_done$
# log: mailbox_core: loading out-of-tree module taints kernel
. /lib/mailbox-core.sh

plan 7
mark
must "the module loads" insmod /lib/modules/mailbox_core.ko
check "a doorbell has an interrupt only while another one waits" good "doorbells"
check "a doorbell that waits is dropped with its channel" good "doorbell freed"
check "a doorbell on an occupied channel waits" good "doorbell occupied"
check "a late interrupt does not end the message after its own" good "doorbell stale"
check "a message whose end is waited for, polled or acknowledged is no doorbell" good "doorbell ordinary"
check "a controller without last_tx_done() cannot have request_txdone()" good "doorbell register"
ktap_finished
