#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs the tests: a line each, why for those that fail, and how many of both.

Guest tests (guest/tests/*.sh) boot the emulated board, once a kernel flavour;
host tests (host/*) are programs that succeed or not. Two run at a time.
"""
import argparse
import concurrent.futures
import os
import random
import subprocess
import sys
import threading
import time

import boot
import guesttest
import judge

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BUILD = os.path.join(TOP, 'build')
LOGS = os.path.join(BUILD, 'logs')
TAIL = 15        # lines shown of a log, from the first report on or at its end


class HostTest:
    """An executable; it gets the base as its argument and prints why it failed."""

    def __init__(self, name):
        self.name = name.partition('.')[0]
        self.path = os.path.join(HERE, 'host', name)


def host_tests():
    folder = os.path.join(HERE, 'host')
    return [HostTest(name) for name in sorted(os.listdir(folder))
            if os.access(os.path.join(folder, name), os.X_OK)]


class Report:
    """Counts, and prints from several threads."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lock = threading.Lock()

    def result(self, name, where, seconds, reasons, tail, log, note=''):
        with self.lock:
            if reasons:
                self.failed += 1
            else:
                self.passed += 1
            word = 'FAIL' if reasons else 'ok'
            print(f'{word:4} {name:28} {where:16} {seconds:6.1f} s  {note}'.rstrip())
            if reasons:
                for reason in reasons[:5]:
                    print(f'       {reason}')
                if len(reasons) > 5:
                    print(f'       ... and {len(reasons) - 5} more')
                for line in tail:
                    print(f'     | {line}')
                print(f'     log: {os.path.relpath(log, TOP)}')
            sys.stdout.flush()


def run_host(test, base, report):
    log = os.path.join(LOGS, f'{test.name}.log')
    os.makedirs(LOGS, exist_ok=True)
    begin = time.monotonic()
    with open(log, 'wb') as output:
        status = subprocess.run([test.path, base], stdin=subprocess.DEVNULL,
                                stdout=output, stderr=subprocess.STDOUT).returncode
    with open(log, encoding='utf-8', errors='replace') as text:
        tail = text.read().splitlines()[-TAIL:]
    reasons = [f'status {status}'] if status else []
    report.result(test.name, 'host', time.monotonic() - begin, reasons, tail, log)


def run_guest(test, kernel, options, report):
    log = os.path.join(LOGS, f'{test.name}-{kernel.name}.log')
    try:
        verdict, seconds, lines = test.run(kernel, log, options.soak, options.count, options.seed)
    except boot.BootError as error:
        report.result(test.name, kernel.name, 0, [str(error)], [], log)
        return
    note = f'skipped: {verdict.skipped}' if verdict.skipped is not None else ''
    report.result(test.name, kernel.name, seconds, verdict.reasons,
                  judge.extract(lines, TAIL), log, note)


def record(options, report, seconds):
    """Leave what a full check found, and of which commit, for mail 0 of make series."""
    tree = os.path.join(BUILD, options.base, 'tree')
    git = ['git', '-C', tree]
    if subprocess.run([*git, 'status', '--porcelain'], capture_output=True, check=True).stdout:
        return
    commit = subprocess.run([*git, 'rev-parse', 'HEAD'], capture_output=True, check=True,
                            text=True).stdout.strip()
    with open(os.path.join(BUILD, options.base, 'checked'), 'w', encoding='ascii') as file:
        print(commit, report.passed, report.failed, round(seconds), file=file)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--base', default='6.12')
    parser.add_argument('--series', choices=['yes', 'none', 'bisect'], default='yes')
    parser.add_argument('--flavours', default='use,debug', help='kernels to run guest tests on')
    parser.add_argument('--test', action='append', help='only this one; may be given again')
    parser.add_argument('--known', help='is there a test of this name? lists all if not')
    parser.add_argument('--soak', action='store_true', help='the tests that loop, for long')
    parser.add_argument('--count', type=int, help='how often to loop')
    parser.add_argument('--seed', type=int, help='of everything random')
    parser.add_argument('--jobs', type=int, default=2, help='boots at a time')
    return parser.parse_args()


def main():
    options = parse()
    guest = guesttest.find(os.path.join(HERE, 'guest/tests'))
    host = host_tests()
    names = [t.name for t in guest] + [t.name for t in host]

    for wanted in [options.known] if options.known is not None else options.test or []:
        if wanted not in names:
            print(f'T={wanted}: there is no such test. These there are:', file=sys.stderr)
            for name in names:
                print(f'  {name}', file=sys.stderr)
            return 2
    if options.known is not None:
        return 0

    if options.test is not None:
        guest = [t for t in guest if t.name in options.test]
        host = [t for t in host if t.name in options.test]
    elif options.soak:
        guest = [t for t in guest if t.loops]
    if options.soak or options.series != 'yes' and options.test is None:
        host = []
    if options.soak and options.seed is None:
        options.seed = random.randrange(1, 1 << 31)
    if options.seed is not None:
        print(f'SEED={options.seed}')

    # Minutes a boot: a full check has time for a share of the tests there.
    with open(os.path.join(HERE, 'kernel/debug.tests'), encoding='ascii') as lines:
        share = {line.strip() for line in lines if not line.startswith('#')}

    report = Report()
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = []
        # The longest first: debug kernels.
        for flavour in reversed(options.flavours.split(',')):
            kernel = boot.Kernel(BUILD, options.base, options.series, flavour)
            runs += [pool.submit(run_guest, test, kernel, options, report)
                     for test in guest if test.runs_on(flavour)
                     and (flavour != 'debug' or options.test or test.name in share)]
        runs += [pool.submit(run_host, test, options.base, report) for test in host]
        try:
            for run in runs:
                run.result()
        except KeyboardInterrupt:
            for run in runs:
                run.cancel()
            raise
    seconds = time.monotonic() - begin
    if options.series == 'yes' and options.test is None and not options.soak and \
            options.flavours == 'use,debug':
        record(options, report, seconds)
    print(f'in {seconds:.0f} s')
    print(f'{report.passed} passed, {report.failed} failed')
    return 1 if report.failed or not report.passed else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
