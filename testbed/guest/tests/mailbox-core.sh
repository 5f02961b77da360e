#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The mailbox core with software controllers: how each kind of channel reports the end of
# a message, messages that cannot be sent, and channels that are freed while callbacks run.
#
# timeout: 120
# log: __mbox_bind_client: mailbox not free$
# log: mailbox-core-test mailbox-core-test.0: channel 0: cannot send a message: -22$
# log: mailbox-core-test mailbox-core-test.0: request_txdone without last_tx_done$
# log: mailbox_core: loading out-of-tree module taints kernel
. /lib/mailbox-core.sh

logged_once()
{
	[ "$(dmesg | grep -c 'cannot send a message')" = 1 ]
}

plan 12
mark
must "the module loads" insmod /lib/modules/mailbox_core.ko
check "a client rings twice on each kind of channel" good "rings twice"
check "a client leaves a channel as it was" good "keeps method"
check "a client that knows is not polled" good "not polled"
check "a message with an error is sent later" good "cannot send"
check "the first error is logged, a message that waits is not" logged_once
check "a freed channel sends nothing" good "drops queue"
check "a channel is free when its callback has ended" good "waits"
check "a callback sends nothing while its channel is freed" good "sends nothing"
check "a callback frees a channel of its controller" good "free, same controller"
check "a callback frees a channel of another controller" good "free, other controller"
check "a callback requests a channel while its controller goes" good "unregister"
ktap_finished
