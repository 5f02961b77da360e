#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""An interactive console on the board. Ctrl-A X ends it.

  shell.py --base BASE --series yes|none [--firmware FILE.elf [--attach]] [--gdb 1|PORT]
           [DEVICE_TREE...]
"""
import argparse
import os
import sys

import boot
import elf

BUILD = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'build')


def debugger(kernel, options):
    """Let QEMU wait for one, and print how to connect."""
    port = 1234 if options.gdb == 1 else options.gdb
    kernel.words += ['-gdb', f'tcp:localhost:{port}']
    vmlinux = os.path.relpath(os.path.join(kernel.out, 'vmlinux'))
    firmware = options.firmware or 'build/firmware/obj/echo.elf'
    print(f'gdb-multiarch -ex "target extended-remote :{port}" -ex "file {vmlinux}" \\\n'
          f'    -ex "add-inferior" -ex "inferior 2" -ex "attach 2" -ex "file {firmware}" \\\n'
          '    -ex "set schedule-multiple on"\n'
          'Inferior 1 are the Cortex-A7s, inferior 2 is the Cortex-M4 (docs/board.md).')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    boot.add_options(parser)
    parser.add_argument('--firmware', help='an ELF file for the M4')
    parser.add_argument('--attach', action='store_true', help='the boot loader has started it')
    parser.add_argument('--gdb', type=int, help='1, or the port to wait for a debugger on')
    parser.add_argument('device_trees', nargs='*', default=['legacy'])
    options = parser.parse_args()

    kernel = boot.kernel_of(BUILD, options)
    try:
        board = kernel.bring(options.firmware, options.attach) if options.firmware else ''
        if options.gdb:
            debugger(kernel, options)
        command, environment = kernel.command(board, ' '.join(options.device_trees), 'quiet',
                                              os.path.join(BUILD, 'own/shell'))
    except (boot.BootError, elf.ElfError) as error:
        print(error, file=sys.stderr)
        return 1
    # QEMU takes this process's place, and with it the terminal.
    os.execvpe(command[0], command + ['-serial', 'mon:stdio'], environment)


if __name__ == '__main__':
    sys.exit(main())
