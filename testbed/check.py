#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs the tests: a line each, why for those that fail, and how many of both.

Guest tests (guest/tests/*.sh) boot the emulated board, once a kernel flavour; host tests
(host/*) are programs that succeed or not. Two run at a time. With --build, what the chosen
tests need is built first; while the debugging kernel is built, the plain one boots.
"""
import argparse
import fnmatch
import os
import random
import subprocess
import sys
import time

import boot
import children
import guesttest
import hosttest
import judge
import report
import schedule

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BUILD = os.path.join(TOP, 'build')
LOGS = os.path.join(BUILD, 'logs')
TAIL = 15        # lines shown of a log, from the first report on or at its end
FLAVOURS = ['use', 'debug', 'rt', 'gcov']
FULL = ['use', 'debug']
# Seconds until they are known: of a guest test a part of its timeout.
UNKNOWN_HOST, UNKNOWN_GUEST, UNKNOWN_BUILD = 30, 1 / 6, 600


class Run:
    """A test on one kernel, or a host test."""

    def __init__(self, test, where, kernel=None):
        self.test, self.where, self.kernel = test, where, kernel
        log = test.name if kernel is None else f'{test.name}-{kernel.name}'
        self.log = os.path.join(LOGS, log + '.log')
        self.name = f'{test.name} {where}'

    def needs(self, building):
        """The words of building that this waits for."""
        if self.kernel:
            return {self.kernel.flavour} & building
        return building if 'idle' in self.test.needs else set()

    def unknown(self):
        """What to take for its duration before it has run."""
        if self.kernel is None:
            return UNKNOWN_HOST
        return self.test.timeout * guesttest.SLOW[self.kernel.flavour] * UNKNOWN_GUEST


def host_run(run, base, out):
    reasons, seconds, lines = run.test.run(base, run.log)
    out.result(run.test.name, run.where, seconds, reasons, lines[-TAIL:], run.log)


def guest_run(run, options, out):
    try:
        verdict, seconds, lines = run.test.run(run.kernel, run.log, options.soak, options.count,
                                               options.seed)
    except boot.BootError as error:
        out.result(run.test.name, run.where, 0, [str(error)], [], run.log)
        return
    out.result(run.test.name, run.where, seconds, verdict.reasons, judge.extract(lines, TAIL),
               run.log, verdict.skipped)


def select(tests, patterns):
    """The tests that any of the patterns names, and the patterns that name none."""
    unknown = [pattern for pattern in patterns
               if not fnmatch.filter([test.name for test in tests], pattern)]
    return [test for test in tests
            if any(fnmatch.fnmatchcase(test.name, pattern) for pattern in patterns)], unknown


def share(flavour):
    """The tests that a check runs on a kernel that is not the plain one: each takes long there."""
    with open(os.path.join(HERE, f'kernel/{flavour}.tests'), encoding='ascii') as lines:
        return {line.strip() for line in lines if not line.startswith('#')}


def choose(options, guest, host):
    """The runs that the options select. Host tests are of the series, and belong to a check of
    the kernels that a full one has."""
    if options.test is not None:
        chosen, _ = select(guest + host, options.test)
        guest = [test for test in guest if test in chosen]
        host = [test for test in host if test in chosen]
    elif options.soak:
        guest = [test for test in guest if test.loops]
    if options.soak or options.series != 'yes' or \
       (options.test is None and not set(options.flavours) & set(FULL)):
        host = []
    runs = []
    for flavour in options.flavours:
        kernel = boot.Kernel(BUILD, options.base, options.series, flavour)
        runs += [Run(test, kernel.name, kernel) for test in guest if test.runs_on(flavour)
                 and (flavour == 'use' or options.test is not None or test.name in share(flavour))]
    return runs + [Run(test, 'host') for test in host]


def without_run(options, runs, guest, host):
    """A line for each pattern that names tests, but none of these runs."""
    lines = []
    for pattern in options.test or []:
        if any(fnmatch.fnmatchcase(run.test.name, pattern) for run in runs):
            continue
        mine, _ = select(guest, [pattern])
        if mine:
            lines.append(f'T={pattern}: expected a test for the kernel {" or ".join(options.flavours)}, '
                         f'found '
                         + ', '.join(f'{test.name} (kernel: {test.kernel})' for test in mine))
        else:
            names = ' '.join(test.name for test in select(host, [pattern])[0])
            what = 'make soak' if options.soak else f'SERIES={options.series}'
            lines.append(f'T={pattern}: expected a guest test for {what}, found the host test {names}')
    return lines


def goals(runs, series='yes'):
    """The Makefile's targets that must be there before any of these runs, and those that
    can be made while others run already."""
    first = []
    for run in runs:
        first += [goal for goal in (run.test.goals() if run.kernel is None else [])
                  if goal not in first]
    flavours = [flavour for flavour in FLAVOURS
                if any(run.kernel and run.kernel.flavour == flavour for run in runs)]
    # Only a kernel of the same base: nothing else is as long.
    later = []
    if 'debug' in flavours and any(not run.kernel or run.kernel.flavour != 'debug' for run in runs):
        later = ['debug']
    first += [f'bench-{flavour}' for flavour in flavours if flavour not in later]
    if later and 'tree-quiet' not in first and 'bench-use' not in first:
        first.append('tree-quiet')
    # All trees first: they are small, and a message about one comes early.
    order = ['base', 'bases', 'tree-quiet', 'board', 'firmware'] + [f'bench-{f}' for f in FLAVOURS]
    return sorted(first, key=order.index), later


def make(options, targets, run=children.call, **arguments):
    environment = {name: value for name, value in os.environ.items()
                   if name not in ('MAKEFLAGS', 'MFLAGS', 'MAKELEVEL', 'MAKEOVERRIDES')}
    series = [] if options.series == 'yes' else [f'SERIES={options.series}']
    return run(['make', '--no-print-directory', '-C', TOP, f'BASE={options.base}', *series,
                *targets], env=environment, **arguments)


def prepare(options, runs):
    """Install and make what the runs need; the flavours that are still to be built."""
    packages = sorted({package for run in runs if run.kernel is None
                       for package in run.test.packages})
    if packages:
        # What cannot be had fails the tests that need it, and these alone.
        children.call([os.path.join(TOP, 'scripts/deps.sh'), *packages])
    first, later = goals(runs)
    status = make(options, first) if first else 0
    if status:
        sys.exit(status)
    return later


def build_run(options, flavour, name, durations, out):
    """Build a kernel beside the tests: was it successful?"""
    log = os.path.join(BUILD, 'log', f'check-{options.base}-{flavour}.log')
    os.makedirs(os.path.dirname(log), exist_ok=True)
    begin = time.monotonic()
    with open(log, 'w', encoding='utf-8') as output:
        status = make(options, [f'bench-{flavour}'], children.run, stdin=subprocess.DEVNULL,
                      stdout=output, stderr=subprocess.STDOUT)
    seconds = time.monotonic() - begin
    if status:
        with open(log, encoding='utf-8', errors='replace') as lines:
            out.say(f'Kernel {options.base}, {flavour}: cannot be built\n' + lines.read())
    elif seconds >= 1:
        out.say(f'Kernel {options.base}, {flavour}: built in {seconds:.0f} s')
        durations.seconds[name] = round(seconds, 1)
    return not status


def jobs(options, runs, building, durations, out):
    """The runs as jobs for the schedule."""
    result = []
    for flavour in building:
        name = f'build {options.base}-{flavour}'
        result.append(schedule.Job(
            lambda flavour=flavour, name=name: build_run(options, flavour, name, durations, out),
            durations.get(name, UNKNOWN_BUILD), gives=flavour))
    for run in runs:
        def do(run=run):
            if run.kernel:
                guest_run(run, options, out)
            else:
                host_run(run, options.base, out)
            return True

        def skip(word, run=run):
            out.result(run.test.name, run.where, 0, [f'not run: the {word} kernel was not built'],
                       [], run.log)
        result.append(schedule.Job(do, durations.get(run.name, run.unknown()),
                                   run.needs(set(building)), skip=skip))
    return result


def committed(base):
    """The commit that the tree has, if there is one and it has nothing else."""
    git = ['git', '-C', os.path.join(BUILD, base, 'tree')]
    if not os.path.isdir(git[2]):
        return None
    if subprocess.run([*git, 'status', '--porcelain'], capture_output=True, check=True).stdout:
        return None
    return subprocess.run([*git, 'rev-parse', 'HEAD'], capture_output=True, check=True,
                          text=True).stdout.strip()


def record(options, commit, out, seconds):
    """Leave what a full check found, and of which commit, for mail 0 of make series. The
    tree must have had that commit all the time."""
    if not commit or committed(options.base) != commit:
        return
    with open(os.path.join(BUILD, options.base, 'checked'), 'w', encoding='ascii') as file:
        print(commit, out.passed, out.failed, round(seconds), file=file)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--base', default='6.12')
    parser.add_argument('--series', choices=['yes', 'none', 'bisect'], default='yes')
    parser.add_argument('--flavours', default='use,debug', help='kernels to run guest tests on')
    parser.add_argument('--test', action='append',
                        help='only these: names or patterns; may be given again')
    parser.add_argument('--build', action='store_true', help='what the tests need, before')
    parser.add_argument('--soak', action='store_true', help='the tests that loop, for long')
    parser.add_argument('--count', type=int, help='how often to loop')
    parser.add_argument('--seed', type=int, help='of everything random')
    parser.add_argument('--jobs', type=int, default=2, help='boots at a time')
    options = parser.parse_args()
    options.flavours = options.flavours.split(',')
    if not set(options.flavours) <= set(FLAVOURS):
        parser.error(f'FLAVOUR={",".join(options.flavours)}: expected use, debug, rt or gcov')
    if options.test is not None:
        options.test = [pattern for words in options.test for pattern in words.split()]
    return options


def main():
    options = parse()
    try:
        guest = guesttest.find(os.path.join(HERE, 'guest/tests'))
        host = hosttest.find()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2

    if options.test is not None:
        _, unknown = select(guest + host, options.test)
        if unknown or not options.test:
            print(f'T={" ".join(unknown)}: there is no such test. These there are:', file=sys.stderr)
            for test in guest + host:
                print(f'  {test.name}', file=sys.stderr)
            return 2
    runs = choose(options, guest, host)
    dropped = without_run(options, runs, guest, host)
    if dropped or not runs:
        print('\n'.join(dropped) or 'no test to run', file=sys.stderr)
        return 2
    if options.soak and options.seed is None:
        options.seed = random.randrange(1, 1 << 31)
    if options.seed is not None:
        print(f'SEED={options.seed}', flush=True)
    building = prepare(options, runs) if options.build else []

    full = options.series == 'yes' and options.test is None and not options.soak and \
        options.flavours == FULL
    commit = committed(options.base) if full else None

    durations = report.Durations(os.path.join(BUILD, 'durations.json'))
    out = report.Report(len(runs), TOP)
    plan = schedule.Schedule(jobs(options, runs, building, durations, out), options.jobs)
    out.left = plan.left
    begin = time.monotonic()
    try:
        plan.run()
    finally:
        seconds = time.monotonic() - begin
        # make bisect runs a few of a test of its own, within a check.
        if options.series != 'bisect' and out.results:
            out.write(os.path.join(BUILD, 'results'),
                      {'base': options.base, 'series': options.series, 'tests_chosen': len(runs),
                       'seconds': round(seconds, 1)})
            if not options.soak:
                durations.write(out.results)
    if full:
        record(options, commit, out, seconds)
    print(f'in {seconds:.0f} s')
    print(f'{out.passed} passed, {out.failed} failed')
    return 1 if out.failed or not out.passed else 0


if __name__ == '__main__':
    children.end_with_signals()
    sys.exit(main())
