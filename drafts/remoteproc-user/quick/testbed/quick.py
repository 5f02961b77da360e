#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Boots User Mode Linux with the selftests as its initramfs and judges the kernel log.

  quick.py TREE INITRAMFS LOG [--no-kunit]

A line for each test program. A skipped test counts as a failure: the kernel has all
that the tests need.
"""
import argparse
import os
import re
import subprocess
import sys
import time

import guesttest
import judge

TIMEOUT = 300       # seconds, on an idle machine
# The kernel log is the tests' channel: whole, with levels.
COMMAND = ('mem=384M con=null con0=null,fd:1 console=tty0 console_msg_format=syslog '
           'ignore_loglevel printk.devkmsg=on oops=panic panic=-1 kmemleak=on')


def run(kernel, initramfs, log, kunit):
    """Boot until the kernel ends; the reason if it did not end well."""
    command = [kernel, *COMMAND.split(), f'initrd={initramfs}'] + (['kunit.enable=1'] if kunit else [])
    timeout = TIMEOUT * guesttest.load()
    with open(log, 'wb') as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return f'no end within {timeout:.0f} s'
    return f'{kernel} ended with status {status}' if status else None


def sections(lines):
    """(name, lines) of each test program."""
    name, found = None, []
    for line in lines:
        parts = judge.split(line)
        text = parts[2] if parts and not parts[0] else ''
        begin = re.match(r'testbed: begin (\S+)', text)
        if begin:
            name, found = begin.group(1), []
        if name:
            found.append(line)
        if name and text.startswith(f'testbed: end {name} '):
            yield name, found
            name = None
    if name:
        yield name, found


def judge_test(name, lines):
    """What is wrong with a test program's results, and how many there are."""
    verdict = judge.Verdict()
    if name == 'kmemleak':
        return [parts[2] for parts in map(judge.split, lines)
                if parts and re.match('unreferenced object|Bail out!', parts[2])], 0
    judge.judge_ktap(lines, verdict)
    skipped = [f'skipped: {what}' for ok, _, what in verdict.points if '# SKIP' in what]
    return verdict.reasons + skipped, len(verdict.points)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('tree')
    parser.add_argument('initramfs')
    parser.add_argument('log')
    parser.add_argument('--no-kunit', action='store_true')
    options = parser.parse_args()

    os.makedirs(os.path.dirname(options.log), exist_ok=True)
    begin = time.monotonic()
    ended = run(os.path.join(options.tree, 'o-quick/linux'), options.initramfs, options.log,
                not options.no_kunit)
    with open(options.log, encoding='utf-8', errors='replace') as text:
        lines = [line.rstrip('\r\n') for line in text]

    bad = [ended] if ended else []
    found = list(sections(lines))
    for name, part in found:
        reasons, count = judge_test(name, part)
        print(f'{"FAIL" if reasons else "ok":4} {name:12}' + (f' {count} results' if count else ''))
        for reason in reasons[:10]:
            print(f'       {reason}')
        bad += reasons
    if 'kmemleak' not in [name for name, _ in found]:
        bad.append('the tests did not end')
    # Many tests provoke errors, so only reports count.
    reports = judge.judge_log(lines, ['.'])
    kunit = [] if options.no_kunit else guesttest.judge_kunit(options.tree, options.log)
    for reason in ([ended] if ended else []) + reports[:10] + kunit:
        print(f'FAIL {reason}')
    bad += reports + kunit
    if not options.no_kunit and not kunit:
        print('ok   unit tests')
    if bad:
        for line in judge.extract(lines, 15):
            print(f'     | {line}')
        print(f'     log: {options.log}')
    print(f'in {time.monotonic() - begin:.0f} s')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
