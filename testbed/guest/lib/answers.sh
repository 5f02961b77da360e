# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For tests with answers.ko, a client whose callback sends more messages than there
# are buffers. The M4 returns the buffers late.
# shellcheck source=/dev/null
. /lib/rproc.sh

# answers_at_once FIRMWARE: the whole test
answers_at_once()
{
	plan 5
	must "the module loads" insmod /lib/modules/answers.ko
	fw "$1"
	mark
	must "start" start
	check "all answers are sent" wait_for 20 "the answers" log_has 'answers: [0-9]+ in'
	# 10 ms or more: it had to wait for them
	check "as soon as buffers come back" log_has 'answers: 24 in [0-9]{2,4} ms: 0'
	check "stop" stop
	ktap_finished
}

# answers_in_suspend: the whole test
answers_in_suspend()
{
	plan 7
	must "the module loads" insmod /lib/modules/answers.ko suspend=1
	echo devices > /sys/power/pm_test
	echo 0 > /sys/module/suspend/parameters/pm_test_delay
	fw slow
	mark
	must "start" start
	must "the callback waits" expect_log 'answers: wait for a suspend'
	check "suspend and resume" eval 'echo mem > /sys/power/state'
	check "the callback ends" wait_for 20 "the answers" log_has 'answers: [0-9]+ in'
	check "all answers were sent at once" log_has 'answers: 24 in [0-9]{1,4} ms: 0'
	check "stop" stop
	ktap_finished
}
