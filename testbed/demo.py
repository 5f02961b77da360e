#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The main job of 'make': boots the board, lets the kernel's own clients pass
messages with the M4, and prints what was done as a table.

  demo.py --base BASE --series yes|none [DEVICE_TREE...]
"""
import argparse
import itertools
import os
import subprocess
import sys

import boot
import guesttest
import judge

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BUILD = os.path.join(TOP, 'build')
STARTS = [('', ''), ('m4-elf={}.elf m4-rsc-table=0x10020000', '-attach')]
FIRMWARE = {'rproc-two-vdevs': 'echo2'}
COLUMNS = ('board', 'what', 'sent', 'back', 'time')


def table(rows):
    widths = [max(len(row[i]) for row in [COLUMNS] + rows) for i in range(len(COLUMNS))]
    line = '  '.join('-' * w for w in widths)

    def text(row):
        return '  '.join(cell.rjust(w) if i >= 2 else cell.ljust(w)
                         for i, (cell, w) in enumerate(zip(row, widths))).rstrip()
    return '\n'.join([text(COLUMNS), line] + [text(row) for row in rows])


def version(out):
    with open(os.path.join(out, 'include/config/kernel.release'), encoding='ascii') as file:
        return file.read().strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--base', default='6.12')
    parser.add_argument('--series', choices=['yes', 'none'], default='yes')
    parser.add_argument('device_trees', nargs='*', default=['legacy'])
    options = parser.parse_args()

    kernel = boot.Kernel(BUILD, options.base, options.series, 'use')
    rows, failed = [], False
    # Each board twice: Linux starts the M4, or finds it started.
    for dt, (board, started) in itertools.product(options.device_trees, STARTS):
        test = guesttest.GuestTest(os.path.join(HERE, 'guest/demo.sh'))
        test.dt, test.board = dt, board.format(FIRMWARE.get(dt, 'echo'))
        log = os.path.join(BUILD, 'logs', f'demo-{dt}{started}-{kernel.name}.log')
        try:
            verdict, seconds, lines = test.run(kernel, log)
        except boot.BootError as error:
            print(f'{dt}: {error}', file=sys.stderr)
            return 1
        for comment in verdict.comments:
            if comment.startswith('row|'):
                what, sent, back, ms = comment.split('|')[1:]
                rows.append((dt, what, sent, back, f'{float(ms):.0f} ms' if ms else ''))
        rows.append((dt, 'the whole boot', '', '', f'{seconds:.1f} s'))
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
    print(table(rows))
    return 1 if failed else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
