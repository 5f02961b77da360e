#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Finds the input that makes a run of make fuzz fail, and makes it small.

  minimise.py TREE INITRAMFS SEED LOOPS

INITRAMFS is that of quick.sh with one test program. The run is halved until one input is left.
Of that as much as possible is cut off and set to zero, as long as it still fails. The result
is written to build/quick/KIND-SEED: it belongs into testbed/quick/inputs/KIND.
"""
import os
import re
import subprocess
import sys

import children
import quick

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TIMEOUT = 120       # seconds for a boot without its random inputs


def kind(reason):
    """A reason without its numbers and addresses."""
    return re.sub(r'\b(0x)?[0-9a-f]*\d[0-9a-f]*\b', '', reason)


class Boots:
    """Boots with some inputs: whether that fails."""

    def __init__(self, tree, initramfs):
        self.kernel = os.path.join(tree, 'o-quick/linux')
        self.initramfs = initramfs
        self.log = os.path.join(TOP, 'build/logs/minimise.log')
        os.makedirs(os.path.dirname(self.log), exist_ok=True)
        self.count = 0
        self.reason, self.lines = None, []

    def archive(self, files):
        """The initramfs, with FILES (path in it: contents) on top."""
        path = os.path.join(TOP, 'build/quick/minimise.cpio')
        folder = os.path.join(TOP, 'build/quick/minimise')
        subprocess.run(['rm', '-rf', folder], check=True)
        os.makedirs(folder)
        for name, data in files.items():
            os.makedirs(os.path.join(folder, os.path.dirname(name)), exist_ok=True)
            with open(os.path.join(folder, name), 'wb') as out:
                out.write(data)
        more = subprocess.run('find . -mindepth 1 | sort | cpio --quiet -o -H newc -R 0:0', shell=True,
                              cwd=folder, check=True, capture_output=True).stdout
        with open(path, 'wb') as out, open(self.initramfs, 'rb') as first:
            out.write(first.read())
            # archives one after the other begin at multiples of 512 bytes
            out.write(bytes(-out.tell() % 512))
            out.write(more)
        return path

    def fail(self, words, files=(), loops=0):
        """Whether a boot with these words and files fails, for the first one's reason."""
        self.count += 1
        # The scan for leaks takes longer than all else.
        if self.reason and 'unreferenced object' not in self.reason:
            words = words + ['NO_LEAKS=1']
        bad, _, self.lines = quick.boot(self.kernel, self.archive(dict(files)), self.log, words,
                                        TIMEOUT + loops * quick.SECONDS_EACH)
        if not self.reason and bad:
            self.reason = bad[0]
        return any(kind(reason) == kind(self.reason) for reason in bad)


def one_of(boots, seed, loops):
    """The number of the input that fails alone, by halving."""
    while loops > 1:
        half = loops // 2
        for first, count in ((seed, half), (seed + half, loops - half)):
            if boots.fail([f'SEED={first}', f'LOOPS={count}'], loops=count):
                seed, loops = first, count
                break
        else:
            sys.exit(f'minimise: SEED={seed} LOOPS={loops} fails, but neither half of it')
        print(f'SEED={seed} LOOPS={loops}: {boots.reason}', flush=True)
    return seed


def dumped(lines):
    """The inputs in a log: lines '# input KIND OFFSET/LENGTH BYTES'."""
    found = []
    for name, offset, length, digits in re.findall(r'# input (\w+) (\d+)/(\d+) ([0-9a-f]+)', '\n'.join(lines)):
        if offset == '0':
            found.append((name, int(length), bytearray()))
        found[-1][2].extend(bytes.fromhex(digits))
    for name, length, data in found:
        if len(data) != length:
            sys.exit(f'minimise: input {name}: expected {length} bytes in the log, found {len(data)}')
    return [(name, bytes(data)) for name, _, data in found]


def smaller(data, fails):
    """Cut data off at the end, then set parts to zero, from halves to single bytes."""
    step = len(data) // 2
    while step:
        while len(data) > step and fails(data[:-step]):
            data = data[:-step]
        step //= 2
    step = len(data) // 2
    while step:
        for at in range(0, len(data), step):
            tried = data[:at] + bytes(len(data[at:at + step])) + data[at + step:]
            if tried != data and fails(tried):
                data = tried
        step //= 2
    return data


def main():
    if len(sys.argv) != 5:
        sys.exit('expected TREE INITRAMFS SEED LOOPS')
    boots, seed, loops = Boots(*sys.argv[1:3]), int(sys.argv[3]), int(sys.argv[4])
    if not boots.fail([f'SEED={seed}', f'LOOPS={loops}'], loops=loops):
        sys.exit(f'minimise: SEED={seed} LOOPS={loops} does not fail')
    print(f'SEED={seed} LOOPS={loops}: {boots.reason}', flush=True)
    seed = one_of(boots, seed, loops)
    boots.fail([f'SEED={seed}', 'LOOPS=1', 'DUMP=1'])
    found = dumped(boots.lines)
    if len(found) != 1:
        sys.exit(f'minimise: expected one input in {boots.log}, found {len(found)}')
    name, data = found[0]

    def fails(data):
        return boots.fail(['LOOPS=0'], {f'inputs/{name}/input': data})

    if not fails(data):
        sys.exit(f'minimise: SEED={seed} LOOPS=1 fails, but not the same bytes from a file')
    size = len(data)
    data = smaller(data, fails)
    path = os.path.join(TOP, f'build/quick/{name}-{seed}')
    with open(path, 'wb') as out:
        out.write(data)
    print(f'{name}-{seed}: {size} bytes, now {len(data)}, {sum(map(bool, data))} of them not 0, '
          f'in {boots.count} boots\n{path}')
    return 0


if __name__ == '__main__':
    children.end_with_signals()
    sys.exit(main())
