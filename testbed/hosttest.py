# SPDX-License-Identifier: GPL-2.0-only
"""A host test: an executable in testbed/host, and the settings in the head of its
file.

  # packages: quilt     Debian packages that no other part of the bench needs
  # needs: tree bases   what is made before, words of NEEDS
"""
import os
import re
import subprocess
import time

import children

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, 'host')
LIMIT = 3 * 3600     # seconds that mean a hang: the longest take a part of an hour
FIELD = re.compile(r'^# (packages|needs): *(.*?) *$')
# The Makefile's target for each word; a test that needs "idle" builds kernels itself and
# waits for those of this run.
NEEDS = {'base': 'base', 'bases': 'bases', 'tree': 'tree-quiet', 'board': 'board',
         'firmware': 'firmware', 'bench': 'bench-use', 'idle': None}


class HostTest:
    """It gets the base as its argument and prints why it failed."""

    def __init__(self, path):
        self.name = os.path.basename(path).partition('.')[0]
        self.path = path
        self.packages, self.needs = [], []
        with open(path, encoding='utf-8') as lines:
            for line in lines:
                if not line.startswith('#'):
                    break
                field = FIELD.match(line)
                if field:
                    setattr(self, field[1], field[2].split())
        wrong = [word for word in self.needs if word not in NEEDS]
        if wrong:
            raise ValueError(f'{path}: needs: expected words of {" ".join(NEEDS)}, '
                             f'found: {" ".join(wrong)}')

    def goals(self):
        return [NEEDS[word] for word in self.needs if NEEDS[word]]

    def missing(self):
        """Packages that are not installed: the test cannot run."""
        if not self.packages:
            return []
        run = subprocess.run(['dpkg-query', '-W', '-f', '${db:Status-Status} ${Package}\n',
                              *self.packages], capture_output=True, text=True)
        installed = [line.split()[1] for line in run.stdout.splitlines()
                     if line.startswith('installed ')]
        return [package for package in self.packages if package not in installed]

    def run(self, base, log):
        """Run it: (reasons, seconds, lines)."""
        begin = time.monotonic()
        os.makedirs(os.path.dirname(log), exist_ok=True)
        missing = self.missing()
        if missing:
            reason = f'not run: needs {" ".join(missing)}, which this Debian does not have installed'
            with open(log, 'w', encoding='utf-8') as output:
                print(reason, file=output)
            return [reason], 0, []
        with open(log, 'wb') as output:
            status = children.run([self.path, base], LIMIT, stdin=subprocess.DEVNULL,
                                  stdout=output, stderr=subprocess.STDOUT)
        with open(log, encoding='utf-8', errors='replace') as text:
            lines = text.read().splitlines()
        reasons = [f'no end within {LIMIT} s'] if status is None else \
            [f'status {status}'] if status else []
        return reasons, time.monotonic() - begin, lines


def find(folder=FOLDER):
    return [HostTest(os.path.join(folder, name)) for name in sorted(os.listdir(folder))
            if os.access(os.path.join(folder, name), os.X_OK)
            and os.path.isfile(os.path.join(folder, name))]
