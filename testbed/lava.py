#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes test jobs for LAVA that run guest tests, and gathers what they boot.

  lava.py [--base BASE] [--url URL] [--out FOLDER] [--jobs-only] [TEST...]

FOLDER (build/lava) gets the kernel, the initramfs, a device tree for each that a test
asks for, and

  stm32mp157c-dk2.yaml   a job for boards: U-Boot, TFTP
  qemu.yaml              a job for the emulated board
qemu-device.yaml       the device of that job, in the dispatcher's format

The jobs fetch their files below URL; left out, that is FOLDER itself. Every test is a
boot of its own, as in 'make check'. Without TEST it is all of them that run on the plain
kernel; tests that need properties of the emulated board are not in the job for boards.

The guest is the same, and nothing has to be installed in it: LAVA watches the console
for the lines of KTAP that the tests print.
"""
import argparse
import math
import os
import re
import shutil
import stat
import sys

import boot
import guesttest

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BUILD = os.path.join(TOP, 'build')

# A line of KTAP, the end of the test with its status, or a report of the kernel's. What
# the result is stands at the beginning of the line, but for '# SKIP'. QEMU on a terminal
# adds a carriage return to the guest's own.
REPORTS = 'BUG:|WARNING:|Internal error:|Kernel panic'
PATTERN = (r'\] (?=(?:ok \d+ [^\r\n]*(?=# SKIP)|testbed: end )?'
           rf'(?P<result># SKIP|not ok|ok|\d|{REPORTS}))'
           rf'(?:(?:not )?ok \d+ |testbed: (?=end )|(?={REPORTS}))'
           r'(?P<test_case_id>[^\r\n#]*)[^\r\n]*\r*\n')
RESULTS = {'ok': 'pass', 'not ok': 'fail', '# SKIP': 'skip', '0': 'pass',
           **{str(n): 'fail' for n in range(1, 10)},
           **{report: 'fail' for report in REPORTS.split('|')}}

# In DDR, away from each other and from where the kernel unpacks itself. (LAVA's own
# device type has a ramdisk address that is no memory on this board.)
ADDRESSES = {'kernel': '0xc2000000', 'dtb': '0xc4000000', 'ramdisk': '0xc4400000'}
# Schemes that the dispatcher downloads by; the jobs quote nothing in a URL.
URL = re.compile(r'(?:https?|ftp|scp)://[\w.:@\[\]-]+(?:/[\w.~%+/-]*)?|file:///[\w.~%+/-]*')
STRETCH = 2     # of all limits, for boards that are slow or share their host
# A test with its boot. In QEMU: 131 of them took 36 minutes on a busy machine. A board has
# the power cycle, the boot loader and the downloads on top.
QEMU_SECONDS, BOARD_SECONDS = 40, 100
APPEND = 'console=ttySTM0,115200 ignore_loglevel printk.devkmsg=on oops=panic panic=-1'


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def bootargs(test):
    words = [APPEND, test.append, f'testbed.test={test.name}',
             f'testbed.slow={STRETCH}']
    if test.loops:
        words.append(f'testbed.loops={test.loops}')
    return ' '.join(word for word in words if word)


def limit(test):
    """The seconds that a test may take, the boot included."""
    return 60 + test.timeout * STRETCH


def dtb_name(test):
    return '-'.join(test.dt.split()) + '.dtb'


def job_minutes(tests, seconds):
    """The limit of a job whose tests take so many seconds each, and one of them as long as
    it may: every test has a limit of its own."""
    return math.ceil((len(tests) * seconds + max(map(limit, tests))) / 60)


def head(name, device_type, context, tests, seconds):
    minutes = job_minutes(tests, seconds)
    lines = [f'job_name: {name}', f'device_type: {device_type}', 'visibility: public',
             'priority: medium', 'timeouts:', '  job:', f'    minutes: {minutes}', '  action:',
             '    minutes: 5', '  connection:', '    minutes: 2', 'context:']
    lines += [f'  {key}: {quoted(value)}' for key, value in context.items()]
    return lines + ['actions:']


def watch(test, namespace=None):
    lines = ['- test:']
    if namespace:
        lines.append(f'    namespace: {namespace}')
    lines += ['    timeout:', f'      seconds: {limit(test)}', '    monitors:',
              f'    - name: {test.name}', f"      start: 'testbed: begin {test.name}'",
              "      end: 'reboot: Power down'", f'      pattern: {quoted(PATTERN)}',
              '      fixupdict:']
    return lines + [f'        {quoted(key)}: {value}' for key, value in RESULTS.items()]


def for_boards(tests, url):
    context = {f'bootz_{what}_addr': address for what, address in ADDRESSES.items()}
    lines = head('rproc-vdev on stm32mp157c-dk2', 'stm32mp157c-dk2', context, tests,
                 BOARD_SECONDS)
    for test in tests:
        commands = ['setenv autoload no', 'setenv initrd_high 0xffffffff',
                    'setenv fdt_high 0xffffffff', 'dhcp', 'setenv serverip {SERVER_IP}',
                    'tftp {KERNEL_ADDR} {KERNEL}', 'tftp {RAMDISK_ADDR} {RAMDISK}',
                    'tftp {DTB_ADDR} {DTB}', f"setenv bootargs '{bootargs(test)}'", '{BOOTX}']
        lines += ['', f'# {test.name}', '- deploy:', '    to: tftp',
                  '    kernel:', f'      url: {url}/zImage', '      type: zimage',
                  '    ramdisk:', f'      url: {url}/initramfs.cpio',
                  '    dtb:', f'      url: {url}/{dtb_name(test)}',
                  '- boot:', '    method: u-boot', '    commands:']
        lines += [f'    - {quoted(command)}' for command in commands]
        lines += watch(test)
    return lines


def for_qemu(tests, url):
    lines = head('rproc-vdev on the emulated board', 'stm32mp157-qemu', {'arch': 'arm'}, tests,
                 QEMU_SECONDS)
    for test in tests:
        images = [('kernel', 'zImage', f'-kernel {{kernel}} -append "{bootargs(test)}"'),
                  ('initrd', 'initramfs.cpio', '-initrd {initrd}'),
                  ('dtb', dtb_name(test), '-dtb {dtb}')]
        for word in test.board.split():
            name, _, value = word.partition('=')
            if value.endswith('.elf'):
                images.append((name, value, f'-machine {name}={{{name}}}'))
            else:
                image, file, arguments = images[0]
                images[0] = image, file, f'-machine {word} {arguments}'
        # Of a deployment that another one of its namespace follows, the images that only the
        # former has are handed to QEMU again.
        lines += ['', f'# {test.name}', '- deploy:', f'    namespace: {test.name}',
                  '    to: tmpfs', '    images:']
        for image, file, arguments in images:
            lines += [f'      {image}:', f'        url: {url}/{file}',
                      f'        image_arg: {quoted(arguments)}']
        lines += ['- boot:', f'    namespace: {test.name}', '    method: qemu', '    media: tmpfs']
        lines += watch(test, test.name)
    return lines


def qemu_device(out):
    """What lava-server makes of a device dictionary, for the dispatcher without it."""
    return ['# The emulated board, for lava-run --device', 'device_type: stm32mp157-qemu',
            'available_architectures: [arm]', 'actions:',
            '  deploy:', '    methods:', '      image:', '        parameters: {}',
            '      images:', '        parameters: {}',
            '  boot:', '    connections: [serial]', '    methods:', '      qemu:',
            '        parameters:', f"          command: {os.path.join(out, 'qemu-stm32mp157')}",
            '          options:',
            *(f'          - {option}' for option in
              ('-M stm32mp157', '-nic none', '-display none', '-monitor none', '-no-reboot',
               '-serial stdio')),
            'timeouts:', '  actions: {}', '  connections: {}',
            'constants:', '  failure_retry: 1', '  boot_retry: 1', "  spawn_maxread: '4092'",
            "  kernel-start-message: 'Linux version [0-9]'",
            "  default-shell-prompt: 'lava-test: # '",
            '  posix:', '    lava_test_results_dir: /lava-%s', '    lava_test_sh_cmd: /bin/sh']


def gather(kernel, tests, out):
    """The files that the jobs name."""
    shutil.copyfile(kernel.zimage, os.path.join(out, 'zImage'))
    # As it is: the kernel of the bench has no decompressor for it.
    shutil.copyfile(kernel.initrd, os.path.join(out, 'initramfs.cpio'))
    for test in tests:
        shutil.copyfile(kernel.device_tree(test.dt), os.path.join(out, dtb_name(test)))
        for word in test.board.split():
            if word.endswith('.elf'):
                file = word.partition('=')[2]
                shutil.copyfile(os.path.join(BUILD, 'firmware', file), os.path.join(out, file))
    # The preloaded object belongs into QEMU alone, and LAVA cannot set a variable.
    wrapper = os.path.join(out, 'qemu-stm32mp157')
    with open(wrapper, 'w', encoding='utf-8') as file:
        file.write('#!/bin/sh\n# QEMU with the emulated STM32MP157, for LAVA.\n'
                   'LD_PRELOAD=' + os.path.join(BUILD, 'board/stm32mp157.so') +
                   ' exec qemu-system-arm "$@"\n')
    os.chmod(wrapper, os.stat(wrapper).st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def write(path, lines):
    with open(path, 'w', encoding='utf-8') as file:
        file.write('# Written by testbed/lava.py\n' + '\n'.join(lines) + '\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--base', default='6.12')
    parser.add_argument('--url', help='where the dispatcher finds the files')
    parser.add_argument('--out', default=os.path.join(BUILD, 'lava'))
    parser.add_argument('--jobs-only', action='store_true', help='gather nothing')
    parser.add_argument('tests', nargs='*', metavar='TEST')
    options = parser.parse_args()
    out = os.path.abspath(options.out)
    url = (options.url or 'file://' + out).rstrip('/')
    if not URL.fullmatch(url):
        print(f'URL={url}: expected http://, https://, ftp://, scp:// or file:/// and a path '
              'without blanks and quotes', file=sys.stderr)
        return 2

    known = [test for test in guesttest.find(os.path.join(HERE, 'guest/tests'))
             if test.runs_on('use')]
    wrong = [name for name in options.tests if name not in [test.name for test in known]]
    if wrong:
        print(f'{" ".join(wrong)}: no test of this name runs on the plain kernel', file=sys.stderr)
        return 2
    tests = [test for test in known if not options.tests or test.name in options.tests]
    boards = [test for test in tests if not test.board]

    os.makedirs(out, exist_ok=True)
    if not options.jobs_only:
        gather(boot.Kernel(BUILD, options.base, 'yes', 'use'), tests, out)
    write(os.path.join(out, 'qemu.yaml'), for_qemu(tests, url))
    write(os.path.join(out, 'qemu-device.yaml'), qemu_device(out))
    if boards:
        write(os.path.join(out, 'stm32mp157c-dk2.yaml'), for_boards(boards, url))
    print(f'{os.path.relpath(out, TOP)}: {len(tests)} tests for the emulated board, '
          f'{len(boards)} for boards')
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except (boot.BootError, OSError) as error:
        sys.exit(f'lava.py: {error}')
