#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The main job of 'make': boots the board, lets the kernel's own clients pass
messages with the M4, and prints what was done as a table.

  demo.py --base BASE --series yes|none [DEVICE_TREE...]
"""
import argparse
import itertools
import os
import re
import subprocess
import sys

import boot
import children
import guesttest
import judge

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BUILD = os.path.join(TOP, 'build')
# How the M4 is started: properties of the board, and what that is called.
STARTS = [('', '', 'Linux starts the M4'),
          ('m4-elf={}.elf m4-rsc-table=0x10020000', '-attach', 'the boot loader has started the M4')]
# Begins a node of a vdev in a device tree blob.
VDEV_NODE = b'\0\0\0\1vdev@'
COLUMNS = ('what', 'sent', 'back', 'time')


def table(groups):
    """A table of (HEADING, ROWS), each row (what, sent, back, time); no wider than a terminal.
    A row with nothing but text does not widen the columns."""
    rows = [('  ' + row[0], *row[1:]) for _, rows in groups for row in rows if any(row[1:])]
    widths = [max(len(row[i]) for row in [COLUMNS] + rows) for i in range(len(COLUMNS))]

    def text(row):
        return '  '.join(cell.rjust(w) if i else cell.ljust(w)
                         for i, (cell, w) in enumerate(zip(row, widths))).rstrip()
    lines = [text(COLUMNS), '  '.join('-' * w for w in widths)]
    for heading, rows in groups:
        lines += [heading] + [text(('  ' + row[0], *row[1:])) for row in rows]
    return '\n'.join(lines)


def firmware(blob):
    """Of a device tree blob: as guest/demo.sh chooses it."""
    with open(blob, 'rb') as file:
        return 'echo2' if file.read().count(VDEV_NODE) == 2 else 'echo'


def log_name(dt, started, kernel):
    """An overlay of one's own is named with its folder."""
    words = [re.sub(r'\.dtbo$', '', os.path.basename(word)) for word in dt.split()]
    return f'demo-{"+".join(words)}{started}-{kernel}.log'


def version(out):
    with open(os.path.join(out, 'include/config/kernel.release'), encoding='ascii') as file:
        return file.read().strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    boot.add_options(parser)
    parser.add_argument('device_trees', nargs='*', default=['legacy'])
    options = parser.parse_args()

    kernel = boot.kernel_of(BUILD, options)
    groups, failed = [], False
    # Each board twice: Linux starts the M4, or finds it started.
    for dt, (board, started, how) in itertools.product(options.device_trees, STARTS):
        test = guesttest.GuestTest(os.path.join(HERE, 'guest/demo.sh'))
        log = os.path.join(BUILD, 'logs', log_name(dt, started, kernel.name))
        try:
            test.dt, test.board = dt, board.format(firmware(kernel.device_tree(dt)))
            verdict, seconds, lines = test.run(kernel, log)
        except boot.BootError as error:
            print(f'{dt}: {error}', file=sys.stderr)
            return 1
        rows = []
        for comment in verdict.comments:
            if comment.startswith('row|'):
                what, sent, back, ms = comment.split('|')[1:]
                rows.append((what, sent, back, f'{float(ms):.0f} ms' if ms else ''))
        rows.append(('the whole boot', '', '', f'{seconds:.1f} s'))
        groups.append((f'{dt}: {how}', rows))
        if verdict.reasons:
            failed = True
            print(f'{dt}: FAILED', file=sys.stderr)
            for reason in verdict.reasons:
                print(f'  {reason}', file=sys.stderr)
            for line in judge.extract(lines, 15):
                print(f'  | {line}', file=sys.stderr)
            print(f'  log: {os.path.relpath(log, TOP)}', file=sys.stderr)

    with open(os.path.join(BUILD, options.base, 'version'), encoding='ascii') as file:
        debian = file.read().strip()
    qemu = subprocess.run([boot.QEMU, '--version'], capture_output=True, text=True).stdout
    series = 'without the series' if options.series == 'none' else 'with the series'
    print(f'\nLinux {version(kernel.out)} (linux-source-{options.base} {debian}), {series}; '
          f'{qemu.splitlines()[0].partition("(")[2].rstrip(")")}\n')
    print(table(groups))
    return 1 if failed else 0


if __name__ == '__main__':
    children.end_with_signals()
    sys.exit(main())
