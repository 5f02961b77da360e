#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""An interactive console on the board. Ctrl-A X ends it.

  shell.py --base BASE --series yes|none [DEVICE_TREE...]
"""
import argparse
import os
import sys

import boot

BUILD = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'build')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--base', default='6.12')
    parser.add_argument('--series', choices=['yes', 'none'], default='yes')
    parser.add_argument('device_trees', nargs='*', default=['legacy'])
    options = parser.parse_args()

    kernel = boot.Kernel(BUILD, options.base, options.series, 'use')
    try:
        command, environment = kernel.command('', ' '.join(options.device_trees), 'quiet')
    except boot.BootError as error:
        print(error, file=sys.stderr)
        return 1
    # QEMU takes this process's place, and with it the terminal.
    os.execvpe(command[0], command + ['-serial', 'mon:stdio'], environment)


if __name__ == '__main__':
    sys.exit(main())
