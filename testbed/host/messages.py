#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# needs: tree
"""Every message in the kernel documentation of vdevs is in the code, and the other way round.

    messages.py BASE

The table is that of Documentation/driver-api/remoteproc-virtio.rst; '...' in it stands for
what a message fills in. What only legacy vdevs can cause is not in there, nor what explains itself.
"""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
TEXT = 'Documentation/driver-api/remoteproc-virtio.rst'
CODE = ['drivers/remoteproc/remoteproc_virtio*.[ch]', 'drivers/remoteproc/remoteproc_vring.c',
        'drivers/remoteproc/remoteproc_internal.h',
        'drivers/rpmsg/virtio_rpmsg_bus.c']
UNDOCUMENTED = ['no memory region vdev%ubuffer for the buffers of this vdev',
                '%s: cannot use memory-region %u as a pool: %d', '%s is mapped already',
                '%s: cannot map %pad+0x%zx', '%s: cannot be a pool: %d', '%s: failed to probe: %d',
                'failed to create rproc-virtio device',
                'cannot use the DMA mask 0x%llx of %s: %d', 'failed to register vdev: %d',
                'expected a remote processor for a parent, found %s']


def messages(tree, levels='err|warn'):
    """The formats of errors and warnings, and what may stand for a %s in them."""
    found = {}
    for pattern in CODE:
        for path in sorted(tree.glob(pattern)):
            for call in re.finditer(rf'\b(?:dev|pr)_(?:{levels})\w*\((.*?)\);', path.read_text(), re.S):
                strings = re.findall(r'"((?:[^"\\]|\\.)*)"', call[1])
                if strings:
                    found[strings[0].removesuffix('\\n').replace('\\"', '"')] = (path.name, strings[1:])
    return found


def documented(tree):
    """The messages in the first column, without line breaks."""
    table = (tree / TEXT).read_text().split('The message says', 1)[1].split('\n\nIf there is no', 1)[0]
    cells = re.findall(r'^   \* - (.*?)(?=^     - )', table, re.S | re.M)
    return [re.sub(r'\s+', ' ', text) for cell in cells for text in re.findall(r'``(.*?)``', cell, re.S)]


def says(text, form, fillings):
    """Could this format, or the end of it after its %s, have become that text?"""
    forms = [form] + [form.replace('%s', filling, 1) for filling in fillings]
    wanted = '.*'.join(re.escape(part) for part in re.split(r'\.\.\.', text))
    return any(re.search(wanted, re.sub(r'%\w+?(?:OF|R|ad)?\b|%\w', '\0', one).replace('\0', '<filled in>'))
               for one in forms)


def main():
    tree = TOP / 'build' / sys.argv[1] / 'tree'
    found, texts = messages(tree), documented(tree)
    # an information may be documented, and need not be
    all_found = found | messages(tree, 'info')
    print(f'{len(found)} messages in the code, {len(texts)} in the table')
    failed = 0
    for text in texts:
        if not any(says(text, form, more) for form, (_, more) in all_found.items()):
            print(f'{TEXT}: nobody says: {text}')
            failed = 1
    for form, (name, more) in found.items():
        if name == 'virtio_rpmsg_bus.c' or form in UNDOCUMENTED:
            continue
        if not any(says(text, form, more) for text in texts):
            print(f'{name}: not in {TEXT}: {form}')
            failed = 1
    for form in UNDOCUMENTED:
        if form not in found:
            print(f'{pathlib.Path(__file__).name}: nobody says: {form}')
            failed = 1
    return failed


sys.exit(main())
