#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Counts what a message costs on the emulated board, and prints a table.

  bench.py --base BASE [--boots N] [--forms NAME,...] [--cpus 1,2] [--json FILE]
  bench.py --base BASE --gate

Boots each form of vdev with one CPU and with two. The guest sends messages in windows
(testbed/guest/bench.sh), in which a plugin of QEMU's (testbed/bench/count.c) counts the
instructions and calls of each function of the kernel. A message's cost: context switches,
instructions (without those that spin on a lock), those of the message path alone
(mailbox, remoteproc, rpmsg, virtio and SRCU), doorbells that Linux rings, interrupts of
doorbells that it gets, interrupts of channels that are free again. "x base" compares with
the same firmware and number of CPUs on a legacy vdev of the kernel without the series.

With one CPU the instructions are the clock of the board (QEMU's -icount), the M4's too: each
boot counts the same, however busy the host is. With two CPUs they and the M4 run at the same
time, each on a thread of the host, so boots differ.

--gate compares the slow remote on one CPU with testbed/bench/expected.json: context
switches within 3 %, instructions of the path within 1 %. Times are never compared.
"""
import argparse
import collections
import concurrent.futures
import functools
import json
import os
import re
import statistics
import subprocess
import sys

import boot
import children
import guesttest
import judge

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BUILD = os.path.join(TOP, 'build')
EXPECTED = os.path.join(HERE, 'bench/expected.json')
PLUGIN = os.path.join(BUILD, 'board/count.so')
# The clock of one CPU: 4 ns an instruction, and idle time takes none of the host's.
ICOUNT = ['-icount', 'shift=2,sleep=off']
MARKS = 'begin=sys_sched_get_priority_max,end=sys_sched_get_priority_min'

PATH = ['drivers/mailbox', 'drivers/remoteproc', 'drivers/rpmsg', 'drivers/virtio',
        'kernel/rcu/srcutree', 'kernel/rcu/srcutiny']
CALLS = {'switches': '__switch_to', 'out': 'stm32_ipcc_send_data',
         'in': 'stm32_ipcc_rx_irq', 'free': 'stm32_ipcc_tx_irq'}

PING, SLOW = 'ping-16-{0}+ping-496-{0}', 'ping-16-{0}'
RPMSG = f'echo:{PING}+stream-16-{{1}},echo-quiet:{PING}+stream-16-{{1}},echo-slow:' + SLOW
SHORT = f'echo:{PING}+stream-16-{{1}},echo-slow:' + SLOW
SHARED = SHORT.replace('echo', 'echo-vq')
# Name, kernel with the series or without, device tree, what the guest does.
FORMS = [('base legacy', 'none', 'legacy', RPMSG),
         ('series legacy', 'yes', 'legacy', RPMSG),
         ('rproc-vdev', 'yes', 'rproc-vdev', RPMSG),
         ('shared vq', 'yes', 'vq-single', SHARED),
         ('kick', 'yes', 'kick', SHORT),
         ('two vdevs', 'yes', 'rproc-two-vdevs', 'echo2:' + PING.format('{0}') + '+stream-16-{1}'),
         ('console 4 vrings', 'yes', 'console8', 'console4:' + SLOW),
         ('console 8 vrings', 'yes', 'console8', 'console:' + SLOW)]
SWITCHES_WITHIN, PATH_WITHIN = 0.03, 0.01


class BenchError(Exception):
    """The board did not do what was to be counted; str() returns what."""


# One boot: a form, on so many CPUs, for the so-manieth time.
Boot = collections.namedtuple('Boot', 'form cpus number')


def names_in(files):
    """How many functions of each name these objects have."""
    run = subprocess.run(['arm-linux-gnueabihf-nm', *files], capture_output=True, text=True, check=True)
    return collections.Counter(re.findall(r'^[0-9a-f]+ [TtWw] ([^$\s]+)$', run.stdout, re.M))


@functools.lru_cache(maxsize=None)
def path_functions(out):
    """The functions of the objects that a message goes through; out: the kernel's build folder.

    A name that other objects have, too, is left out: counts are those of a name. The compiler
    emits the same static inline functions in many objects."""
    objects = []
    for place in PATH:
        place = os.path.join(out, place)
        objects += [place + '.o'] if os.path.exists(place + '.o') else \
            [os.path.join(folder, name) for folder, _, found in os.walk(place)
             for name in found if name.endswith('.o') and not name.startswith('.')]
    everywhere = names_in([os.path.join(out, 'vmlinux')])
    return frozenset(name for name in names_in(objects) if everywhere[name] == 1)


def windows(file):
    """What the plugin has counted: a dictionary {function: (instructions, calls)} each."""
    result, window = [], None
    with open(file, encoding='ascii') as lines:
        for line in lines:
            words = line.split()
            if words == ['window']:
                window = {}
            elif words == ['end']:
                result.append(window)
            else:
                instructions, calls = window.get(words[0], (0, 0))
                window[words[0]] = (instructions + int(words[1]), calls + int(words[2]))
    return result


def cost(window, path, messages):
    spin = sum(n for name, (n, _) in window.items() if name.startswith('arch_spin_lock'))
    result = {'instructions': sum(n for n, _ in window.values()) - spin,
              'path': sum(n for name, (n, _) in window.items() if name in path)}
    for key, function in CALLS.items():
        result[key] = window.get(function, (0, 0))[1]
    return {key: value / messages for key, value in result.items()}


def one_boot(options, boot_, counts):
    """Boots once: ([(firmware, what, size, cost), ...], seconds)."""
    name, series, dt, todo = boot_.form
    kernel = boot.Kernel(BUILD, options.base, series, 'use')
    log = os.path.join(BUILD, 'logs', f'bench-{name.replace(" ", "-")}-{boot_.cpus}-{boot_.number}-'
                                      f'{kernel.name}.log')
    counted = log[:-len('.log')] + '.counts'
    test = guesttest.GuestTest(os.path.join(HERE, 'guest/bench.sh'))
    test.dt, test.timeout = dt, 240
    test.append = f'testbed.bench={todo.format(*counts)}'
    kernel.words = ['-plugin', f'{PLUGIN},map={kernel.out}/System.map,out={counted},{MARKS}']
    if boot_.cpus == 1:
        test.append += ' maxcpus=1'
        kernel.words += ICOUNT
    verdict, seconds, lines = test.run(kernel, log)
    done = [line.split('|')[1:] for line in verdict.comments if line.startswith('window|')]
    found = windows(counted)
    reasons = verdict.reasons[:3]
    if len(done) != len(found):
        reasons.append(f'{len(done)} windows in the log, {len(found)} counted')
    # The base has one for each ring that its mailbox queue has no room for.
    if series == 'yes':
        reasons += judge.judge_log([f'<{judge.ERR}>[0.0] {line[len("error|"):]}'
                                    for line in verdict.comments if line.startswith('error|')],
                                   guesttest.allowed_at_boot())[:3]
    if reasons:
        tail = ''.join(f'\n  | {line}' for line in judge.extract(lines, 10))
        raise BenchError(f'{name}, {boot_.cpus} CPU: {"; ".join(reasons)}; '
                         f'log: {os.path.relpath(log, TOP)}{tail}')
    os.remove(counted)
    path = path_functions(kernel.out)
    return [(firmware, what, int(size), cost(window, path, int(count)))
            for (firmware, what, size, count), window in zip(done, found)], seconds


def measure(options, forms, cpus, counts):
    """{(form, cpus, firmware, what, size): {counted: [value of each boot]}}"""
    boots = [Boot(form, n, i) for n in cpus for form in forms
             for i in range(1 if n == 1 else options.boots)]

    def do(boot_):
        rows, seconds = one_boot(options, boot_, counts)
        if options.verbose:
            print(f'  {boot_.form[0]}, {boot_.cpus} CPU: {seconds:.1f} s', file=sys.stderr)
        return rows

    # Side by side where it makes no difference.
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        single = [boot_ for boot_ in boots if boot_.cpus == 1]
        done = dict(zip(single, pool.map(do, single)))
    done.update((boot_, do(boot_)) for boot_ in boots if boot_.cpus != 1)
    results = {}
    for form in forms:
        for boot_ in boots:
            if boot_.form != form:
                continue
            for firmware, what, size, costs in done[boot_]:
                row = results.setdefault((form[0], boot_.cpus, firmware, what, size), {})
                for key, value in costs.items():
                    row.setdefault(key, []).append(value)
    return results


def middle(row, key):
    return statistics.median(row[key])


def base_of(results, key):
    """What a row is compared with: firmware for two vdevs or for one channel does the same."""
    _, cpus, firmware, what, size = key
    return results.get(('base legacy', cpus, re.sub('^echo(2|-vq)', 'echo', firmware), what, size))


def table(results):
    lines = [f'{"form":17} {"CPU":3} {"firmware":12} {"what":10} {"switches":>14} {"instructions":>15} '
             f'{"path":>12} {"out":>12} {"in":>12} {"free":>12}']
    lines.append('-' * len(lines[0]))
    for key, row in results.items():
        form, cpus, firmware, what, size = key
        base = base_of(results, key)
        cells = []
        for counted, width, digits in (('switches', 7, 2), ('instructions', 8, 0), ('path', 5, 0),
                                       ('out', 5, 2), ('in', 5, 2), ('free', 5, 2)):
            cell = f'{middle(row, counted):{width}.{digits}f}'
            cells.append(cell + (f' x{middle(row, counted) / middle(base, counted):5.2f}'
                                 if base and middle(base, counted) else ' ' * 7))
        lines.append(f'{form:17} {cpus:3} {firmware:12} {what + " " + str(size):10} {" ".join(cells)}'.rstrip())
    return '\n'.join(lines)


def spread(results):
    """The largest distance between boots, as a part of the median, for each thing counted."""
    worst = {}
    for row in results.values():
        for key in ('switches', 'instructions', 'path'):
            if middle(row, key):
                worst[key] = max(worst.get(key, 0),
                                 (max(row[key]) - min(row[key])) / middle(row, key))
    return ', '.join(f'{key} {value:.1%}' for key, value in worst.items())


# The bars of the plots: forms as they are, and the groups, firmware and CPUs.
BARS = ('base legacy', 'series legacy', 'rproc-vdev')
TITLES = {'switches': 'Context switches', 'instructions': 'Instructions'}
GROUPS = [(firmware, 'ping', cpus) for cpus in (1, 2) for firmware in ('echo', 'echo-quiet', 'echo-slow')] + \
    [('echo', 'stream', cpus) for cpus in (1, 2)]
# The switches of each group that a sketch has reached, see docs/bench.md. It has none for
# instructions, as the series has fewer of them in some groups.
FLOOR = {'switches': (0.18, 0.11, 2.0, 0.10, 0.54, 2.0, 0.09, 0.10)}


def plot_table(results, counted, title):
    """What scripts/plot.sh draws."""
    def cell(form, firmware, what, cpus):
        row = results.get((form, cpus, firmware, what, 16))
        return f'{middle(row, counted):.2f}' if row else '-'
    floor = FLOOR.get(counted)
    bars = [*BARS, 'floor'] if floor else BARS
    lines = [f'# {title}', ' '.join(['-', *(f'"{form}"' for form in bars)])]
    for i, (firmware, what, cpus) in enumerate(GROUPS):
        name = firmware.replace('echo-', '') if what == 'ping' else what
        cells = [cell(form, firmware, what, cpus) for form in BARS] + ([f'{floor[i]:.2f}'] if floor else [])
        lines.append(' '.join([f'"{name}\\n{cpus} CPU"', *cells]))
    return '\n'.join(lines) + '\n'


def as_json(results):
    return [dict(zip(('form', 'cpus', 'firmware', 'what', 'size'), key), **row)
            for key, row in results.items()]


def compiler():
    run = subprocess.run(['arm-linux-gnueabihf-gcc', '-dumpfullversion'], capture_output=True,
                         text=True)
    return run.stdout.strip()


def compare(found, expected, gcc):
    """The gate: lines for what was found ({form: {counted: value}}), and whether all is good.

    expected: {form: {"switches": n, "path": {version of gcc: n}}}. A compiler of which no
    figure is recorded has no path compared; the number of switches depends on none."""
    lines, good = [], True
    for form, row in found.items():
        wanted = expected.get(form)
        if not wanted:
            lines.append(f'not ok {form}: expected figures in testbed/bench/expected.json, found none; '
                         f'counted: {row}')
            good = False
            continue
        for key, within, value in (('switches', SWITCHES_WITHIN, wanted['switches']),
                                   ('path', PATH_WITHIN, wanted['path'].get(gcc))):
            if value is None:
                lines.append(f'{form}: {key} a message: {row[key]}, not compared: gcc {gcc}, '
                             f'figures are of {" ".join(wanted["path"]) or "none"}')
                continue
            ok = abs(row[key] - value) <= within * value
            lines.append(f'{"ok" if ok else "not ok"} {form}: {key} a message: expected {value} '
                         f'within {within:.0%}, found {row[key]}')
            good = good and ok
    for form in sorted(expected.keys() - found.keys()):
        lines.append(f'not ok {form}: expected it to be counted, found only {", ".join(found)}')
        good = False
    return lines, good


def gate(options):
    """The exit status: are the figures those that testbed/bench/expected.json has?"""
    forms = [form[:3] + (f'echo-slow:{SLOW}',) for form in FORMS
             if form[0] in ('series legacy', 'rproc-vdev')]
    results = measure(options, forms, [1], (500, 0))
    found = {form: {key: round(middle(row, key), 3) for key in ('switches', 'path')}
             for (form, *_), row in results.items()}
    with open(EXPECTED, encoding='ascii') as file:
        lines, good = compare(found, json.load(file).get(options.base, {}), compiler())
    print('\n'.join(lines))
    return 0 if good else 1


def some_forms(names):
    """Those of FORMS with these names."""
    names = [name.strip() for name in names.split(',')]
    unknown = [name for name in names if name not in [form[0] for form in FORMS]]
    if unknown:
        raise ValueError(f'FORMS: expected some of {", ".join(form[0] for form in FORMS)}, '
                         f'found {", ".join(unknown)}')
    return [form for form in FORMS if form[0] in names]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--base', default='6.12')
    parser.add_argument('--boots', type=int, default=2, help='of each with two CPUs')
    parser.add_argument('--forms')
    parser.add_argument('--cpus', default='1,2')
    parser.add_argument('--json', default=os.path.join(BUILD, 'bench.json'))
    parser.add_argument('--gate', action='store_true')
    parser.add_argument('--verbose', action='store_true')
    options = parser.parse_args()

    if options.gate:
        return gate(options)
    forms = FORMS
    if options.forms:
        try:
            forms = some_forms(options.forms)
        except ValueError as error:
            parser.error(str(error))
    if os.getloadavg()[0] > 0.7 and '2' in options.cpus:
        print(f'The host is busy (load {os.getloadavg()[0]:.1f}): with two CPUs the figures depend '
              'on that, as an answer may come before its reader sleeps or after.')
    results = measure(options, forms, [int(n) for n in options.cpus.split(',')], (500, 2000))
    print(table(results))
    if options.boots > 1:
        print(f'\nLargest spread of {options.boots} boots with two CPUs: {spread(results)}')
    with open(options.json, 'w', encoding='ascii') as file:
        json.dump(as_json(results), file, indent=1)
    for counted in ('switches', 'instructions'):
        with open(os.path.join(os.path.dirname(options.json), f'bench-{counted}.dat'), 'w',
                  encoding='ascii') as file:
            file.write(plot_table(results, counted, f'{TITLES[counted]} a message'))
    print(f'\n{os.path.relpath(options.json, TOP)}')
    return 0


if __name__ == '__main__':
    children.end_with_signals()
    try:
        sys.exit(main())
    except (BenchError, boot.BootError) as error:
        sys.exit(f'bench: {error}')
