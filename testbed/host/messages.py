#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# needs: tree
"""Every message in the kernel documentation of vdevs is in the code, and the other way round.

    messages.py BASE

The table is that of Documentation/driver-api/remoteproc-virtio.rst; '...' in it stands for
what a message fills in. What only legacy vdevs can cause is not in there, nor what explains itself.
After the table there is a list of messages that do not name a vdev. Errors and warnings that the
series adds to other files of the same folders are in one of both, or in ELSEWHERE below.
"""
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
TEXT = 'Documentation/driver-api/remoteproc-virtio.rst'
CODE = ['drivers/remoteproc/remoteproc_virtio*.[ch]', 'drivers/remoteproc/remoteproc_vring.c',
        'drivers/remoteproc/remoteproc_internal.h',
        'drivers/rpmsg/virtio_rpmsg_bus.c']
UNDOCUMENTED = ['no memory region vdev%ubuffer for the buffers of this vdev',
                '%s: cannot use memory-region %u as a pool: %d', '%s is mapped already',
                '%s: cannot be a pool: %d', 'vdev%u: its device failed to probe: %d',
                'vdev%u: cannot create its device: %ld',
                'cannot use the DMA mask 0x%llx of %s: %d', 'failed to register vdev: %d',
                'expected a remote processor for a parent, found %s']
# The same of a helper that 7.3 has and 6.12 gets from a patch of its own.
UNDOCUMENTED_IN = {'6.12': ['%s: cannot map %pad+0x%zx'],
                   '7.3': ['Unable to map memory region: %pa+%zx']}
# Where else a message may be new, and those that explain themselves or have a page of their own.
OTHER = ['drivers/remoteproc', 'drivers/rpmsg', 'drivers/mailbox']
ELSEWHERE = ["Registered carveout %s doesn't fit len request: 0x%x > 0x%zx",
             "Registered carveout %s doesn't fit da request: 0x%x+0x%x not in 0x%x+0x%zx",
             'carveout %s has a second entry in the resource table',
             'unsupported resource table ver: %u, expected 1', 'recovery of %s failed: %d',
             'coredump segments are too large', 'section names truncated',
             'truncated fw: need 0x%llx+0x%llx avail 0x%zx', 'truncated fw: need 0x%x+0x%x avail 0x%zx',
             '%s is not a 32-bit ELF image', 'Program headers are out of bounds',
             'expected a resource table of version 1, found %zu bytes of version %u',
             'expected at most %d vrings, found %d', 'local address 0x%x is too high',
             'no reply to event %u, number %u, within %u ms',
             '%d messages dropped: %d are unread', 'request_txdone without last_tx_done']


def formats(text, levels='err|warn'):
    """The formats of errors and warnings in that text, each with its other strings."""
    for call in re.finditer(rf'\b(?:dev|pr)_(?:{levels})\w*\((.*?)\);', text, re.S):
        strings = re.findall(r'"((?:[^"\\]|\\.)*)"', call[1])
        if strings:
            yield strings[0].removesuffix('\\n').replace('\\"', '"'), strings[1:]


def messages(tree, levels='err|warn'):
    """The formats of errors and warnings, and what may stand for a %s in them."""
    return {form: (path.name, strings)
            for pattern in CODE for path in sorted(tree.glob(pattern))
            for form, strings in formats(path.read_text(), levels)}


def git(tree, *words):
    return subprocess.run(['git', '-C', tree, *words], capture_output=True, text=True, check=True).stdout


def new_elsewhere(tree):
    """What the series adds to files that are not in CODE."""
    known, found = set(), {}
    code = {path for pattern in CODE for path in tree.glob(pattern)}
    for line in git(tree, 'diff', '--no-renames', '--name-status', 'base', '--', *OTHER).splitlines():
        status, name = line.split('\t')
        if not name.endswith(('.c', '.h')) or '/tests/' in name:
            continue
        if status != 'A':
            known |= {form for form, _ in formats(git(tree, 'show', f'base:{name}'))}
        if status != 'D' and tree / name not in code:
            found |= {form: (name, strings) for form, strings in formats((tree / name).read_text())}
    return {form: place for form, place in found.items() if form not in known}


def documented(tree):
    """The messages in the first column, and in the list after the table, without line breaks."""
    text = (tree / TEXT).read_text().split('The message says', 1)[1].split('\n\nIf there is no', 1)[0]
    table, after = text.split('\n\nMessages of ', 1)
    cells = re.findall(r'^   \* - (.*?)(?=^     - )', table, re.S | re.M)
    terms = re.findall(r'^``.*(?=\n  \S)', after, re.M)
    return [[re.sub(r'\s+', ' ', text) for part in parts for text in re.findall(r'``(.*?)``', part, re.S)]
            for parts in (cells, terms)]


def says(text, form, fillings):
    """Could this format, or the end of it after its %s, have become that text?"""
    forms = [form] + [form.replace('%s', filling, 1) for filling in fillings]
    wanted = '.*'.join(re.escape(part) for part in re.split(r'\.\.\.', text))
    return any(re.search(wanted, re.sub(r'%\w+?(?:OF|R|ad)?\b|%\w', '\0', one).replace('\0', '<filled in>'))
               for one in forms)


def main():
    tree = TOP / 'build' / sys.argv[1] / 'tree'
    found, new = messages(tree), new_elsewhere(tree)
    texts, others = documented(tree)
    # an information may be documented, and need not be
    all_found = found | messages(tree, 'info')
    anywhere = all_found | {form: (path.name, strings) for folder in OTHER
                            for path in (tree / folder).glob('*.c')
                            for form, strings in formats(path.read_text())}
    print(f'{len(found)} messages in the code, {len(texts)} in the table; '
          f'{len(new)} new ones in other files, {len(others)} in the list')
    silent = UNDOCUMENTED + UNDOCUMENTED_IN.get(sys.argv[1], []) + ELSEWHERE
    failed = 0
    for text, where in [(text, all_found) for text in texts] + [(text, anywhere) for text in others]:
        if not any(says(text, form, more) for form, (_, more) in where.items()):
            print(f'{TEXT}: nobody says: {text}')
            failed = 1
    for form, (name, more) in (found | new).items():
        if name == 'virtio_rpmsg_bus.c' or form in silent:
            continue
        if not any(says(text, form, more) for text in texts + others):
            print(f'{name}: not in {TEXT}: {form}')
            failed = 1
    for form in silent:
        if form not in found | new:
            print(f'{pathlib.Path(__file__).name}: nobody says: {form}')
            failed = 1
    return failed


sys.exit(main())
