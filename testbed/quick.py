#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Boots User Mode Linux with the selftests as its initramfs and judges the kernel log.

  quick.py TREE INITRAMFS LOG [--no-kunit] [--loops N] [--seed S] [--flavour F]

A line for each test program. A skipped test counts as a failure: the kernel has all
that the tests need.
"""
import argparse
import os
import re
import subprocess
import sys
import time

import children
import guesttest
import judge

TIMEOUT = 300       # seconds, on an idle machine
children.GRACE = 3  # seconds for the kernel to end: fewer than those that check.py gives this
SECONDS_EACH = 0.2  # more for each of --loops
# The kernel log is the tests' channel: whole, with levels.
COMMAND = ('mem=384M con=null con0=null,fd:1 console=tty0 '
           'ignore_loglevel printk.devkmsg=on oops=panic panic=-1 kmemleak=on')


def run(kernel, initramfs, log, words, timeout):
    """Boot until the kernel ends; the reason if it did not end well."""
    command = [kernel, *COMMAND.split(), f'initrd={initramfs}', *words]
    timeout *= guesttest.load()
    with open(log, 'wb') as output:
        status = children.run(command, timeout, stdin=subprocess.DEVNULL, stdout=output,
                              stderr=subprocess.STDOUT)
    if status is None:
        return f'no end within {timeout:.0f} s'
    return f'{kernel} ended with status {status}' if status else None


def with_levels(line):
    """A console line as judge.py reads it: UML takes console_msg_format for an option of its
    own. The output of the tests is marked by init; of the kernel only reports
    count."""
    found = re.match(r'(\[ *\d+\.\d+\]) (testbed\| )?(.*)$', line)
    return f'<{14 if found[2] else 6}>{found[1]} {found[3]}' if found else line


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


def inputs(lines):
    """The inputs that the tests or reports of the kernel name, each once."""
    found = []
    for line in lines:
        text = re.search(r'SEED=\d+ LOOPS=1.*|\binput /\S+:.*', line) or \
            re.search(r'(?:Comm:|comm|by task) "?((?:boo|att|elf) \d+)', line)
        if text and text[0] not in found:
            found.append(text[0])
    return found[:10]


def judge_test(name, lines):
    """What is wrong with a test program's results, and how many there are."""
    verdict = judge.Verdict()
    if name == 'kmemleak':
        return [parts[2] for parts in map(judge.split, lines)
                if parts and re.match('unreferenced object|Bail out!', parts[2])], 0
    judge.judge_ktap(lines, verdict)
    skipped = [f'skipped: {what}' for ok, _, what in verdict.points if '# SKIP' in what]
    return verdict.reasons + skipped, len(verdict.points)


def boot(kernel, initramfs, log, words, timeout):
    """Boot, and judge: what is wrong, a line for each test program, and the log's lines."""
    ended = run(kernel, initramfs, log, words, timeout)
    with open(log, encoding='utf-8', errors='replace') as text:
        lines = [with_levels(line.rstrip('\r\n')) for line in text]
    bad = [ended] if ended else []
    results = []
    for name, part in sections(lines):
        reasons, count = judge_test(name, part)
        results.append((name, reasons, count))
        bad += reasons
    if not any('testbed: done' in line for line in lines):
        bad.append('the tests did not end')
    # Many tests provoke errors, so only reports count.
    reports = judge.judge_log(lines, ['.'])
    return bad + reports, results, lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('tree')
    parser.add_argument('initramfs')
    parser.add_argument('log')
    parser.add_argument('--no-kunit', action='store_true')
    parser.add_argument('--loops', type=int, help='random inputs of each kind')
    parser.add_argument('--seed', type=int, help='of the first of them')
    parser.add_argument('--flavour', default='quick', help='of the kernel')
    options = parser.parse_args()

    os.makedirs(os.path.dirname(options.log), exist_ok=True)
    begin = time.monotonic()
    # Options that the kernel does not use become the environment of init.
    words = [] if options.no_kunit else ['kunit.enable=1']
    words += [f'{name}={value}' for name, value in (('LOOPS', options.loops), ('SEED', options.seed))
              if value is not None]
    # Counting takes time.
    slow = 3 if options.flavour == 'quick-gcov' else 1
    bad, results, lines = boot(os.path.join(options.tree, f'o-{options.flavour}/linux'), options.initramfs,
                               options.log, words, slow * (TIMEOUT + (options.loops or 0) * SECONDS_EACH))
    for name, reasons, count in results:
        print(f'{"FAIL" if reasons else "ok":4} {name:12}' + (f' {count} results' if count else ''))
        for reason in reasons[:10]:
            print(f'       {reason}')
        for reason in reasons:
            bad.remove(reason)
    kunit = [] if options.no_kunit else guesttest.judge_kunit(options.tree, options.log)
    for reason in bad[:10] + kunit:
        print(f'FAIL {reason}')
    bad += kunit + [reason for _, reasons, _ in results for reason in reasons]
    if not options.no_kunit and not kunit:
        print('ok   unit tests')
    if bad:
        for line in inputs(lines):
            print(f'     input: {line}')
        for line in judge.extract(lines, 15):
            print(f'     | {line}')
        print(f'     log: {options.log}')
    print(f'in {time.monotonic() - begin:.0f} s')
    return 1 if bad else 0


if __name__ == '__main__':
    children.end_with_signals()
    sys.exit(main())
